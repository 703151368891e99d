package dev.tenon.runner.pod;

import dev.tenon.camel.Secrets;
import dev.tenon.plan.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets as the kubelet mounts them: a folder for each, a file for each key. A file is read at
 * each use, so a rotation is seen with the next call.
 */
public final class MountedSecrets implements Secrets {
  /** What Kubernetes allows as the name of a Secret or a key; no way out of the folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}");

  private static final long LARGEST = 1 << 20;

  private final Path folder;

  /** Reads below a folder that need not be there. */
  public MountedSecrets(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> value(SecretKey key) {
    if (!NAME.matcher(key.secret()).matches() || !NAME.matcher(key.key()).matches()) {
      return Optional.empty();
    }
    Path file = folder.resolve(key.secret()).resolve(key.key());
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      return Optional.of(withoutLineBreak(Files.readString(file)));
    } catch (IOException e) {
      // between two mounts, or no text: as if it were not there
      return Optional.empty();
    }
  }

  private static String withoutLineBreak(String text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
      if (end > 0 && text.charAt(end - 1) == '\r') {
        end--;
      }
    }
    return text.substring(0, end);
  }
}
