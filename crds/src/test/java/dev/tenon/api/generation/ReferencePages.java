package dev.tenon.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.Crds;
import dev.tenon.testing.Fixture;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.SelectableField;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reference of the API as pages for people, one for each kind and an index, from the CRDs. */
final class ReferencePages {
  private static final String NOTE =
      "<!-- Generated from the Java types in crds/src/main/java, do not edit. To make it anew:\n"
          + "     "
          + GeneratedFiles.REPAIR
          + " -->\n";

  private ReferencePages() {}

  /** The pages by their path from the root of the repository. */
  static Map<String, String> of(Map<String, CustomResourceDefinition> crds) {
    Map<String, String> pages = new LinkedHashMap<>();
    List<CustomResourceDefinition> inOrder =
        Crds.kinds().stream().map(kind -> crds.get(Crds.nameOf(kind))).toList();
    inOrder.forEach(crd -> pages.put("docs/reference/" + fileOf(crd), page(crd)));
    pages.put("docs/reference/README.md", index(inOrder));
    return pages;
  }

  private static String fileOf(CustomResourceDefinition crd) {
    return crd.getSpec().getNames().getSingular() + ".md";
  }

  private static String index(Collection<CustomResourceDefinition> crds) {
    StringBuilder page = new StringBuilder(NOTE);
    page.append("# Reference of `tenon.dev/v1alpha1`\n\n");
    page.append("`kubectl get tenon -A` lists objects of all kinds. ");
    page.append("`Integration` exists in Camel K's group too: write `tint` or ");
    page.append("`integrations.tenon.dev`.\n\n");
    List<List<String>> kinds =
        crds.stream()
            .map(
                crd ->
                    List.of(
                        "[" + crd.getSpec().getNames().getKind() + "](" + fileOf(crd) + ")",
                        crd.getSpec().getScope().toLowerCase(Locale.ROOT),
                        shortName(crd.getSpec().getNames()),
                        root(crd).getDescription()))
            .toList();
    page.append(Markdown.table(List.of("Kind", "Scope", "Short", "What it is"), kinds));
    page.append("\n## Types of fields\n\n");
    page.append(
        Markdown.table(
            List.of("Word", "Means"),
            FieldTypes.WORDS.entrySet().stream()
                .map(word -> List.of(word.getKey(), word.getValue()))
                .toList()));
    page.append(
        """

        ## What holds for all kinds

        - A name is unique in its namespace, or in the cluster for a kind of that scope.
        - Unknown fields are refused wherever the client asks for it, which kubectl does by default, and
          server-side apply does always.
        - Lists whose items have a key are merged item by item by server-side apply; all other lists are
          replaced as a whole.
        - What a user applied is never rewritten: Tenon writes `status` and its own finalizer.
        - Annotation `tenon.dev/reconcile: disabled` on any object keeps the operator's hands off it.
        - Annotation `tenon.dev/break-glass: INCIDENT` on an update turns denials by dates and budgets
          into warnings, for users who have the verb `break-glass`; it is counted and sends an event.
        - A Secret is used only if it carries the label `tenon.dev/use: "true"`.
        - A condition's `reason` is for programs, its `message` for people. `Ready` is there from the
          beginning: `Unknown` with reason `Pending` until the operator has seen the object.

        ## Conditions
        """);
    JSONSchemaProps conditions =
        root(crds.iterator().next())
            .getProperties()
            .get("status")
            .getProperties()
            .get("conditions");
    page.append('\n').append(conditions.getDescription()).append('\n');
    objects("status.conditions[]", conditions.getItems().getSchema(), page);
    return page.toString();
  }

  private static String page(CustomResourceDefinition crd) {
    CustomResourceDefinitionNames names = crd.getSpec().getNames();
    StringBuilder page = new StringBuilder(NOTE);
    page.append("# ").append(names.getKind()).append("\n\n");
    page.append(root(crd).getDescription()).append("\n\n");
    page.append("- `apiVersion: tenon.dev/v1alpha1`, `kind: ")
        .append(names.getKind())
        .append("`\n");
    page.append("- Scope: ").append(crd.getSpec().getScope().toLowerCase(Locale.ROOT)).append('\n');
    page.append("- kubectl: `").append(crd.getMetadata().getName()).append('`');
    names.getShortNames().forEach(name -> page.append(", `").append(name).append('`'));
    example(names, "smallest")
        .ifPresent(
            yaml -> page.append("\n\n## The smallest one\n\n```yaml\n").append(yaml).append("```"));
    page.append("\n\n## All of it\n\n```yaml\n");
    page.append(example(names, "complete").orElseThrow()).append("```\n");
    page.append("\n## Rules of the whole object\n\n").append(rules(root(crd)));
    root(crd)
        .getProperties()
        .forEach(
            (name, schema) -> {
              page.append("\n## ").append(name).append("\n\n");
              page.append(schema.getDescription()).append('\n');
              objects(name, schema, page);
            });
    page.append("\n## Columns\n\n").append(columns(version(crd)));
    List<SelectableField> fields = version(crd).getSelectableFields();
    if (!fields.isEmpty()) {
      page.append("\nField selectors: ");
      page.append(
          fields.stream()
              .map(f -> "`" + f.getJsonPath().substring(1) + "`")
              .collect(Collectors.joining(", ")));
      page.append(".\n");
    }
    return page.toString();
  }

  /** A manifest that the tests try on a real API server. */
  private static Optional<String> example(CustomResourceDefinitionNames names, String which) {
    return Fixture.valid().stream()
        .filter(fixture -> fixture.name().equals(names.getSingular() + "-" + which))
        .findFirst()
        .map(Fixture::yaml);
  }

  /** A table for an object's own fields, and after it those of the objects inside. */
  private static void objects(String path, JSONSchemaProps schema, StringBuilder page) {
    List<List<String>> rows = new ArrayList<>();
    schema
        .getProperties()
        .forEach((name, field) -> rows.add(row(name, field, schema.getRequired().contains(name))));
    page.append('\n')
        .append(
            Markdown.table(
                List.of("Field", "Type", "Required or default", "Bounds", "What it is for"), rows));
    if (!schema.getXKubernetesValidations().isEmpty()) {
      page.append("\nRules:\n\n").append(rules(schema));
    }
    schema
        .getProperties()
        .forEach(
            (name, field) -> {
              JSONSchemaProps inside =
                  field.getItems() == null ? field : field.getItems().getSchema();
              // the same for all kinds, so it stands in the index
              boolean conditions = path.equals("status") && name.equals("conditions");
              if (!inside.getProperties().isEmpty() && !conditions) {
                String at = path + "." + name + (field.getItems() == null ? "" : "[]");
                page.append("\n### ").append(at).append("\n\n");
                page.append(field.getDescription()).append('\n');
                objects(at, inside, page);
              }
            });
  }

  private static List<String> row(String name, JSONSchemaProps field, boolean required) {
    JsonNode fallback = field.getDefault();
    String must = required ? "required" : "";
    if (fallback != null && fallback.isValueNode()) {
      must = "`" + fallback.asText() + "`";
    }
    return List.of(
        "`" + name + "`",
        FieldTypes.type(field),
        must,
        FieldTypes.bounds(field),
        field.getDescription());
  }

  private static String rules(JSONSchemaProps schema) {
    return schema.getXKubernetesValidations().stream()
        .map(ReferencePages::rule)
        .collect(Collectors.joining());
  }

  private static String rule(ValidationRule rule) {
    String at = rule.getFieldPath() == null ? "" : " (at `" + rule.getFieldPath() + "`)";
    return "- " + rule.getMessage() + at + "\n  <br>`" + rule.getRule() + "`\n";
  }

  private static String columns(CustomResourceDefinitionVersion version) {
    return Markdown.table(
        List.of("Column", "Shown", "Path"),
        version.getAdditionalPrinterColumns().stream().map(ReferencePages::column).toList());
  }

  private static List<String> column(CustomResourceColumnDefinition column) {
    boolean wide = column.getPriority() != null && column.getPriority() > 0;
    return List.of(
        column.getName().toUpperCase(Locale.ROOT),
        wide ? "with `-o wide`" : "always",
        "`" + column.getJsonPath() + "`");
  }

  private static String shortName(CustomResourceDefinitionNames names) {
    return names.getShortNames().stream()
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().get(0);
  }

  private static JSONSchemaProps root(CustomResourceDefinition crd) {
    return version(crd).getSchema().getOpenAPIV3Schema();
  }
}
