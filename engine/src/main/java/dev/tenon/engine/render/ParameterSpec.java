package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.ParameterSchema;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.engine.schema.StructuralRules;
import dev.tenon.engine.schema.StructuralSchema;
import dev.tenon.plan.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The schema of a pattern's parameters, made once for a pattern. */
final class ParameterSpec {
  static final String AT = "spec.parameterSchema";

  private final ObjectNode tree;
  private final List<FieldError> flaws;
  private final Optional<StructuralSchema> schema;

  private ParameterSpec(ObjectNode tree) {
    this.tree = tree;
    this.flaws = StructuralRules.check(tree, FieldPath.of(AT));
    this.schema =
        flaws.isEmpty()
            ? Optional.of(StructuralSchema.of(tree, ParameterFormats.ALL))
            : Optional.empty();
  }

  static ParameterSpec of(Optional<ParameterSchema> declared) {
    return new ParameterSpec(
        declared
            .map(schema -> Json.tree(schema.asSchema()))
            .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("type", "object")));
  }

  /** What keeps the schema itself from being one. */
  List<FieldError> flaws() {
    return flaws;
  }

  /** The values with defaults filled in; unchanged where the schema is none. */
  ObjectNode withDefaults(ObjectNode values) {
    ObjectNode filled = values.deepCopy();
    schema.ifPresent(it -> it.applyDefaults(filled));
    return filled;
  }

  List<FieldError> validate(ObjectNode values) {
    return schema
        .map(it -> it.validateValue(values, FieldPath.of(Where.PARAMETERS)))
        .orElse(List.of());
  }

  /** The names of the parameters, in order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    tree.path("properties").fieldNames().forEachRemaining(names::add);
    return List.copyOf(new TreeSet<>(names));
  }

  /** The schema of a parameter or of a field of one, where it is described. */
  Optional<JsonNode> at(List<String> path) {
    JsonNode at = tree;
    for (String name : path) {
      JsonNode property = at.path("properties").path(name);
      at = property.isObject() ? property : at.path("additionalProperties");
      if (!at.isObject()) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  /** What the parameter is for, in the words of the pattern. */
  Optional<String> description(List<String> path) {
    return at(path).map(schema -> schema.path("description").asText()).filter(t -> !t.isEmpty());
  }

  /** Whether every text in the parameter has that format. */
  boolean hasFormat(List<String> path, String format) {
    return at(path).map(schema -> hasFormat(schema, format)).orElse(false);
  }

  private static boolean hasFormat(JsonNode schema, String format) {
    if (schema.path("type").asText().equals("object")) {
      JsonNode any = schema.path("additionalProperties");
      if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
          || any.isBoolean()
          || any.isObject() && !hasFormat(any, format)) {
        return false;
      }
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        if (!hasFormat(property.getValue(), format)) {
          return false;
        }
      }
      return true;
    }
    return schema.path("format").asText().equals(format);
  }
}
