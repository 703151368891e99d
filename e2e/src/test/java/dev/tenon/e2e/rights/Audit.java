package dev.tenon.e2e.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the API server has written down of who asked for what. */
final class Audit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "system:serviceaccount:tenon-system:";

  private final Path log;

  Audit(Path log) {
    this.log = log;
  }

  /** The flags that have a server write it. */
  static List<String> flags(Path policy, Path log) throws IOException {
    Files.writeString(
        policy,
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        # a watch is told of when it begins
        rules:
        - level: Metadata
          userGroups: ["system:serviceaccounts:tenon-system"]
        - level: None
        """);
    return List.of("--audit-policy-file=" + policy, "--audit-log-path=" + log);
  }

  /** A request, and how it ended. */
  record Request(Right right, String namespace, String name, int code) {
    boolean forbidden() {
      return code == 403;
    }
  }

  /** All requests of Tenon's accounts, in order. */
  List<Request> requests() {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.flatMap(line -> read(line).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Request> read(String line) {
    JsonNode event;
    try {
      event = JSON.readTree(line);
    } catch (IOException e) {
      // the last line, half written
      return Optional.empty();
    }
    String user = event.at("/user/username").asText();
    JsonNode object = event.path("objectRef");
    if (!user.startsWith(PREFIX) || object.isMissingNode() || !event.has("responseStatus")) {
      return Optional.empty();
    }
    String resource =
        object.path("apiGroup").asText()
            + "/"
            + object.path("resource").asText()
            + (object.has("subresource") ? "/" + object.path("subresource").asText() : "");
    return Optional.of(
        new Request(
            new Right(user.substring(PREFIX.length()), resource, event.path("verb").asText()),
            object.path("namespace").asText(),
            object.path("name").asText(),
            event.at("/responseStatus/code").asInt()));
  }
}
