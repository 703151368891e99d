package dev.tenon.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testing.Fixture;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every field is used by a fixture that is right, and every rule refuses one that is wrong. */
class FixturesCoverTheSchemaTest {
  private static final Collection<CustomResourceDefinition> CRDS = CrdGeneration.crds().values();

  @Test
  void everyFieldStandsInAFixtureThatIsRight() {
    Set<String> used = new HashSet<>();
    for (Fixture fixture : Fixture.valid()) {
      Map<String, Object> manifest = CrdTree.map(Yaml.read(fixture.yaml()));
      used(manifest.get("spec"), manifest.get("kind") + ".spec", used);
    }

    Set<String> declared = new TreeSet<>();
    for (CustomResourceDefinition crd : CRDS) {
      declared(specOf(crd), crd.getSpec().getNames().getKind() + ".spec", declared);
    }
    declared.removeAll(used);
    assertThat(declared).as("fields that no valid fixture has").isEmpty();
  }

  @Test
  void everyValueOfAnEnumStandsInAFixtureThatIsRight() {
    Set<String> used = new HashSet<>();
    for (Fixture fixture :
        Stream.of(Fixture.valid(), Fixture.validUpdates()).flatMap(List::stream).toList()) {
      for (String document : fixture.documents()) {
        Map<String, Object> manifest = CrdTree.map(Yaml.read(document));
        values(manifest.get("spec"), manifest.get("kind") + ".spec", used);
      }
    }

    Set<String> declared = new TreeSet<>();
    for (CustomResourceDefinition crd : CRDS) {
      enums(specOf(crd), crd.getSpec().getNames().getKind() + ".spec", declared);
    }
    declared.removeAll(used);
    assertThat(declared).as("enum values that no valid fixture has").isEmpty();
  }

  @Test
  void everyRuleRefusesAFixtureThatIsWrong() {
    List<String> expected =
        Stream.of(Fixture.invalid(), Fixture.invalidUpdates())
            .flatMap(List::stream)
            .map(fixture -> fixture.expected().orElseThrow())
            .toList();

    List<String> messages = new ArrayList<>();
    CRDS.forEach(crd -> rules(root(crd), messages));
    assertThat(messages).isNotEmpty();
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(expected)
                    .as("an invalid fixture that expects: %s", message)
                    .anyMatch(words -> sharesItsBeginning(words, message)));
  }

  @Test
  void everyFixtureThatIsWrongSaysWhatItExpects() {
    assertThat(Fixture.invalid()).hasSizeGreaterThan(60).allMatch(f -> f.expected().isPresent());
    assertThat(Fixture.invalidUpdates()).allMatch(f -> f.expected().isPresent());
    assertThat(Fixture.valid()).hasSizeGreaterThan(25).noneMatch(f -> f.expected().isPresent());
  }

  /** A fixture may state only how the message begins, after the path. */
  private static boolean sharesItsBeginning(String words, String message) {
    return message.startsWith(words.replaceFirst("^.*Invalid value: ", ""));
  }

  private static void used(Object value, String path, Set<String> into) {
    into.add(path);
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> used(inner, path + "." + key, into));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> used(inner, path, into));
    }
  }

  private static void declared(JSONSchemaProps schema, String path, Set<String> into) {
    into.add(path);
    schema.getProperties().forEach((name, inner) -> declared(inner, path + "." + name, into));
    if (schema.getItems() != null) {
      declared(schema.getItems().getSchema(), path, into);
    }
  }

  private static void values(Object value, String path, Set<String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> values(inner, path + "." + key, into));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> values(inner, path, into));
    } else {
      into.add(path + "=" + value);
    }
  }

  private static void enums(JSONSchemaProps schema, String path, Set<String> into) {
    schema.getEnum().forEach(value -> into.add(path + "=" + value.asText()));
    schema.getProperties().forEach((name, inner) -> enums(inner, path + "." + name, into));
    if (schema.getItems() != null) {
      enums(schema.getItems().getSchema(), path, into);
    }
  }

  private static void rules(JSONSchemaProps schema, List<String> into) {
    schema.getXKubernetesValidations().stream().map(ValidationRule::getMessage).forEach(into::add);
    schema.getProperties().values().forEach(inner -> rules(inner, into));
    if (schema.getItems() != null) {
      rules(schema.getItems().getSchema(), into);
    }
  }

  private static JSONSchemaProps root(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
  }

  private static JSONSchemaProps specOf(CustomResourceDefinition crd) {
    return root(crd).getProperties().get("spec");
  }
}
