package dev.tenon.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Crds;
import dev.tenon.engine.yaml.YamlReader;
import dev.tenon.engine.yaml.YamlStream;
import dev.tenon.testing.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schemas of Tenon's own kinds say to manifests, without a server. */
class TenonSchemasTest {
  private static final Map<String, CustomResource> KINDS =
      definitions()
          .flatMap(crd -> CustomResource.of(crd).stream())
          .collect(Collectors.toMap(CustomResource::kind, Function.identity()));

  static Stream<JsonNode> definitions() {
    return Crds.yaml().stream().map(yaml -> read(yaml).get(0));
  }

  private static List<ObjectNode> read(String yaml) {
    YamlStream stream = new YamlReader().read("fixture.yaml", yaml);
    assertThat(stream.problems()).isEmpty();
    return stream.documents().stream().map(document -> document.json()).toList();
  }

  private static CustomResource kind(ObjectNode object) {
    return KINDS.get(object.path("kind").asText());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void theirSchemasAreStructuralAndTheirRulesCompile(JsonNode crd) {
    JsonNode versions = crd.path("spec").path("versions");
    assertThat(versions).isNotEmpty();
    for (JsonNode version : versions) {
      assertThat(
              StructuralRules.check(
                  version.path("schema").path("openAPIV3Schema"),
                  FieldPath.of("spec.versions[0].schema.openAPIV3Schema")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#valid")
  void whatIsRightIsAccepted(Fixture fixture) {
    ObjectNode object = read(fixture.yaml()).get(0);

    CustomResource.Outcome outcome = kind(object).create(object);

    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.unknownFields()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#invalid")
  void whatIsWrongIsRefusedInTheServersWords(Fixture fixture) {
    ObjectNode object = read(fixture.yaml()).get(0);

    CustomResource.Outcome outcome = kind(object).create(object);

    List<String> said = new ArrayList<>();
    outcome.errors().forEach(error -> said.add(error.message()));
    outcome.unknownFields().forEach(path -> said.add("unknown field \"" + path + "\""));
    assertThat(said).anySatisfy(m -> assertThat(m).contains(fixture.expected().orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#validUpdates")
  void updatesThatAreRightAreAccepted(Fixture fixture) {
    assertThat(update(fixture).errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#invalidUpdates")
  void updatesThatAreWrongAreRefusedInTheServersWords(Fixture fixture) {
    assertThat(update(fixture).errors())
        .anySatisfy(e -> assertThat(e.message()).contains(fixture.expected().orElseThrow()));
  }

  private static CustomResource.Outcome update(Fixture fixture) {
    List<ObjectNode> documents = read(fixture.yaml());
    CustomResource kind = kind(documents.get(0));
    return kind.update(documents.get(1), kind.create(documents.get(0)).object());
  }
}
