package dev.tenon.local.api;

import dev.tenon.local.api.storage.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that lets clients in: it alone holds the token. A later start in the same home keeps
 * token and port, so that terminals and clients go on.
 */
final class Kubeconfig {
  private static final Pattern TOKEN = Pattern.compile("token: \"([A-Za-z0-9_-]{43})\"");
  private static final Pattern PORT =
      Pattern.compile("server: \"https://127\\.0\\.0\\.1:(\\d{1,5})\"");

  private final Path file;

  Kubeconfig(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The token of this home, or a new one. */
  String token() throws IOException {
    Optional<String> known = find(TOKEN);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** The port that this home had before. */
  OptionalInt port() throws IOException {
    Optional<String> known = find(PORT);
    return known.isPresent() ? OptionalInt.of(Integer.parseInt(known.get())) : OptionalInt.empty();
  }

  private Optional<String> find(Pattern pattern) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Matcher found = pattern.matcher(Files.readString(file));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  void write(int port, String token, String authority) throws IOException {
    String data = Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII));
    PrivateFiles.write(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: tenon
        contexts:
        - name: tenon
          context: {cluster: tenon, user: tenon, namespace: default}
        clusters:
        - name: tenon
          cluster:
            server: "https://127.0.0.1:%d"
            certificate-authority-data: "%s"
        users:
        - name: tenon
          user:
            token: "%s"
        """
            .formatted(port, data, token));
  }
}
