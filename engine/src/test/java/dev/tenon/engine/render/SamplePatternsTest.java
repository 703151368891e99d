package dev.tenon.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternSpec;
import dev.tenon.api.v1alpha1.Principle;
import dev.tenon.engine.schema.StructuralSchema;
import dev.tenon.engine.testing.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The patterns that stand as samples are good by themselves, and say what their users must know.
 */
class SamplePatternsTest {
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, StructuralSchema> SCHEMAS = new TreeMap<>();

  static Stream<Path> patterns() throws IOException {
    try (Stream<Path> files = Files.list(PATTERNS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  static Stream<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
      List<Path> inputs =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.toString().contains("/out/"))
              .sorted()
              .toList();
      return Stream.concat(patterns(), inputs.stream());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void everyManifestIsOneThatAnApiServerAccepts(Path file) throws IOException {
    for (Object document :
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
      ObjectNode object = MAPPER.valueToTree(document);
      StructuralSchema schema = schema(object.path("kind").asText());
      assertThat(schema.unknownFields(object)).isEmpty();
      schema.applyDefaults(object);
      assertThat(schema.validate(object, Optional.empty())).isEmpty();
    }
  }

  private static StructuralSchema schema(String kind) {
    return SCHEMAS.computeIfAbsent(
        kind,
        k -> {
          String plural =
              k.equals("IntegrationPolicy")
                  ? "integrationpolicies"
                  : k.toLowerCase(Locale.ROOT) + "s";
          try (InputStream crd =
              SamplePatternsTest.class.getResourceAsStream(
                  "/dev/tenon/crds/" + plural + ".tenon.dev.yaml")) {
            JsonNode tree =
                MAPPER.valueToTree(
                    new Load(LoadSettings.builder().build()).loadFromInputStream(crd));
            return StructuralSchema.of(
                tree.path("spec").path("versions").path(0).path("schema").path("openAPIV3Schema"));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("patterns")
  void aPatternSaysWhenToUseItAndWhatItPromises(Path file) throws IOException {
    IntegrationPattern pattern = Manifests.one(IntegrationPattern.class, Files.readString(file));
    IntegrationPatternSpec spec = pattern.spec();
    assertThat(file.getFileName()).hasToString(pattern.getMetadata().getName() + ".yaml");
    assertThat(Renderer.with(Set.of()).check(pattern)).isEmpty();
    assertThat(spec.useWhen()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(spec.avoidWhen()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(spec.principles()).extracting(Principle::id).contains("order", "duplicates");
    assertThat(spec.resilience()).isPresent();
    List<String> undescribed = new ArrayList<>();
    spec.parameterSchema()
        .orElseThrow()
        .properties()
        .forEach(
            (name, schema) -> {
              if (!schema.containsKey("description")) {
                undescribed.add(name);
              }
            });
    assertThat(undescribed).isEmpty();
    assertThat(spec.routes())
        .allSatisfy(route -> assertThat(route.toString()).contains("description="));
  }

  @Test
  void allSixAreThere() throws IOException {
    assertThat(patterns().map(file -> file.getFileName().toString()))
        .containsExactly(
            "file-drop-import.yaml",
            "poll-and-upsert.yaml",
            "request-reply-proxy.yaml",
            "webhook-fan-out.yaml",
            "webhook-lookup-to-system.yaml",
            "webhook-to-system.yaml");
  }
}
