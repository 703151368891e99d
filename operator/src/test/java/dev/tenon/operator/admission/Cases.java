package dev.tenon.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.engine.yaml.YamlReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Manifests as JSON, and AdmissionReviews as an API server sends them. */
final class Cases {
  static final Path REVIEWS = Path.of("../engine/src/test/resources/review");
  static final Path PATTERNS = Path.of("../samples/patterns");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Cases() {}

  static List<ObjectNode> read(Path file) throws IOException {
    return read(Files.readString(file));
  }

  static List<ObjectNode> read(String yaml) {
    return new YamlReader()
        .read("test.yaml", yaml).documents().stream()
            .map(YamlDocument::json)
            .filter(ObjectNode.class::isInstance)
            .map(document -> complete((ObjectNode) document))
            .toList();
  }

  static ObjectNode one(String yaml) {
    return read(yaml).get(0);
  }

  /** Fixtures leave out what is the same everywhere. */
  private static ObjectNode complete(ObjectNode object) {
    object.put("apiVersion", "tenon.dev/v1alpha1");
    return object;
  }

  static List<ObjectNode> patterns() throws IOException {
    try (Stream<Path> files = Files.list(PATTERNS)) {
      return files.sorted().flatMap(file -> readQuietly(file).stream()).toList();
    }
  }

  private static List<ObjectNode> readQuietly(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static TenonResource<?, ?> resource(ObjectNode object) {
    return new KindReader().read(plural(object), object);
  }

  static String plural(JsonNode object) {
    return Crds.kinds().stream()
        .filter(kind -> HasMetadata.getKind(kind).equals(object.path("kind").asText()))
        .map(HasMetadata::getPlural)
        .findFirst()
        .orElseThrow();
  }

  static ObjectNode review(String operation, Optional<ObjectNode> now, Optional<ObjectNode> old) {
    ObjectNode subject = now.or(() -> old).orElseThrow();
    ObjectNode review =
        MAPPER
            .createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    ObjectNode request = review.putObject("request").put("uid", "705ab4f5");
    request
        .putObject("kind")
        .put("group", "tenon.dev")
        .put("version", "v1alpha1")
        .put("kind", subject.path("kind").asText());
    request
        .putObject("resource")
        .put("group", "tenon.dev")
        .put("version", "v1alpha1")
        .put("resource", plural(subject));
    request.put("operation", operation);
    subject.path("metadata").path("name").asText();
    request.put("name", subject.path("metadata").path("name").asText());
    if (subject.path("metadata").has("namespace")) {
      request.put("namespace", subject.path("metadata").path("namespace").asText());
    }
    request.putObject("userInfo").put("username", "ana@corp.example").putArray("groups");
    request.set("object", now.map(JsonNode.class::cast).orElseGet(MAPPER::nullNode));
    request.set("oldObject", old.map(JsonNode.class::cast).orElseGet(MAPPER::nullNode));
    return review;
  }

  static ObjectNode request(ObjectNode review) {
    return (ObjectNode) review.path("request");
  }

  static byte[] bytes(JsonNode review) {
    return review.toString().getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode json(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }
}
