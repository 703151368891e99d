package dev.tenon.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conventions of the schemas, looked up in what is generated. */
class SchemaConventionsTest {
  private static final Map<String, CustomResourceDefinition> CRDS = CrdGeneration.crds();

  /** Every schema below a root, by kind and path. */
  private static final Map<String, JSONSchemaProps> SCHEMAS = schemas();

  @Test
  void thereAreEightKindsWithTheirNames() {
    assertThat(CRDS.values())
        .extracting(
            crd ->
                crd.getSpec().getNames().getKind()
                    + " "
                    + crd.getSpec().getScope()
                    + " "
                    + crd.getSpec().getNames().getShortNames())
        .containsExactlyInAnyOrder(
            "Integration Namespaced [tint]",
            "IntegrationPattern Cluster [tpat]",
            "IntegrationPolicy Cluster [tpol]",
            "System Cluster [tsys]",
            "Team Cluster []",
            "Waiver Namespaced [twaiv]",
            "Pause Namespaced [tpause]",
            "Replay Namespaced [treplay]");
    assertThat(CRDS.values())
        .allMatch(crd -> crd.getSpec().getNames().getCategories().equals(List.of("tenon")));
  }

  @Test
  void everyFieldIsDescribed() {
    assertThat(
            where(
                (path, schema) ->
                    !path.endsWith("[]")
                        && !path.endsWith("{}")
                        && schema.getDescription() == null))
        .isEmpty();
  }

  @Test
  void everyStringListAndMapHasABound() {
    assertThat(
            where(
                (path, schema) ->
                    switch (schema.getType()) {
                      case "string" -> schema.getMaxLength() == null && schema.getEnum().isEmpty();
                      case "array" -> schema.getMaxItems() == null;
                      case "object" ->
                          schema.getAdditionalProperties() != null
                              && schema.getMaxProperties() == null;
                      default -> false;
                    }))
        .isEmpty();
  }

  @Test
  void everyNumberHasALeastValue() {
    assertThat(
            where(
                (path, schema) ->
                    List.of("integer", "number").contains(schema.getType())
                        && schema.getMinimum() == null))
        .isEmpty();
  }

  @Test
  void onlyRoutesAndParametersAreFreeForm() {
    assertThat(
            where(
                (path, schema) ->
                    Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())))
        .containsExactlyInAnyOrder(
            "Integration.spec.pattern.parameters",
            "Integration.spec.routes[]",
            "IntegrationPattern.spec.parameterSchema.properties{}",
            "IntegrationPattern.spec.routes[]");
  }

  @Test
  void daysEndInDateAndInstantsInTime() {
    assertThat(where((path, schema) -> "date".equals(schema.getFormat())))
        .allMatch(path -> path.endsWith("Date") || path.endsWith(".date"));
    assertThat(where((path, schema) -> "date-time".equals(schema.getFormat())))
        .allMatch(path -> path.endsWith("Time"));
    assertThat(where((path, schema) -> path.endsWith("Date")))
        .allMatch(path -> "date".equals(SCHEMAS.get(path).getFormat()));
    assertThat(where((path, schema) -> path.endsWith("Time")))
        .allMatch(path -> "date-time".equals(SCHEMAS.get(path).getFormat()));
  }

  @Test
  void everyListSaysHowItIsMerged() {
    assertThat(
            where(
                (path, schema) ->
                    schema.getType().equals("array") && schema.getXKubernetesListType() == null))
        .isEmpty();
  }

  @Test
  void peoplesReasonsAreARationale() {
    assertThat(where((path, schema) -> path.endsWith(".reason")))
        .allMatch(path -> path.endsWith("status.conditions[].reason"));
  }

  @Test
  void columnsWithDaysAreStrings() {
    assertThat(CRDS.values())
        .flatExtracting(crd -> crd.getSpec().getVersions().get(0).getAdditionalPrinterColumns())
        .filteredOn(column -> column.getType().equals("date"))
        .extracting("jsonPath")
        .containsOnly(".metadata.creationTimestamp");
  }

  private static List<String> where(PathPredicate predicate) {
    Predicate<Map.Entry<String, JSONSchemaProps>> test =
        entry -> predicate.test(entry.getKey(), entry.getValue());
    return SCHEMAS.entrySet().stream().filter(test).map(Map.Entry::getKey).toList();
  }

  private interface PathPredicate {
    boolean test(String path, JSONSchemaProps schema);
  }

  private static Map<String, JSONSchemaProps> schemas() {
    Map<String, JSONSchemaProps> schemas = new LinkedHashMap<>();
    for (String name : new TreeSet<>(CRDS.keySet())) {
      CustomResourceDefinition crd = CRDS.get(name);
      JSONSchemaProps root = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
      collect(crd.getSpec().getNames().getKind(), root, schemas);
    }
    return schemas;
  }

  private static void collect(
      String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> into) {
    into.put(path, schema);
    schema.getProperties().forEach((name, inner) -> collect(path + "." + name, inner, into));
    Stream.ofNullable(schema.getItems()).forEach(i -> collect(path + "[]", i.getSchema(), into));
    Stream.ofNullable(schema.getAdditionalProperties())
        .forEach(a -> collect(path + "{}", a.getSchema(), into));
  }
}
