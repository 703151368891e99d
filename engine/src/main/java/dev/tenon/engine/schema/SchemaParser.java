package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoPattern;
import dev.tenon.engine.schema.SchemaNode.AdditionalProperties;
import dev.tenon.engine.schema.SchemaNode.ValidationRule;
import dev.tenon.engine.schema.SchemaNode.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads an {@code openAPIV3Schema} into nodes. It is lenient: what has the wrong JSON type counts
 * as absent, because whether a schema is good is the subject of {@link StructuralRules}.
 */
final class SchemaParser {
  private static final Values NO_VALUES =
      values(com.fasterxml.jackson.databind.node.MissingNode.getInstance());

  private SchemaParser() {}

  static SchemaNode parse(JsonNode schema) {
    Map<String, SchemaNode> properties = new LinkedHashMap<>();
    schema
        .path("properties")
        .fields()
        .forEachRemaining(e -> properties.put(e.getKey(), parse(e.getValue())));
    JsonNode items = schema.path("items");
    return new SchemaNode(
        text(schema, "type"),
        text(schema, "format"),
        flag(schema, "nullable"),
        flag(schema, "x-kubernetes-int-or-string"),
        flag(schema, "x-kubernetes-preserve-unknown-fields"),
        flag(schema, "x-kubernetes-embedded-resource"),
        text(schema, "x-kubernetes-list-type"),
        texts(schema.path("x-kubernetes-list-map-keys")),
        text(schema, "x-kubernetes-map-type"),
        schema.hasNonNull("default") ? Optional.of(schema.get("default")) : Optional.empty(),
        Collections.unmodifiableMap(properties),
        items.isObject() ? Optional.of(parse(items)) : Optional.empty(),
        additionalProperties(schema.path("additionalProperties")),
        values(schema),
        rules(schema.path("x-kubernetes-validations")),
        text(schema, "title"),
        text(schema, "description"));
  }

  /** A schema of a type alone. */
  static SchemaNode plain(String type, Map<String, SchemaNode> properties) {
    return new SchemaNode(
        type,
        "",
        false,
        false,
        false,
        false,
        "",
        List.of(),
        "",
        Optional.empty(),
        properties,
        Optional.empty(),
        Optional.empty(),
        NO_VALUES,
        List.of(),
        "",
        "");
  }

  private static Optional<AdditionalProperties> additionalProperties(JsonNode value) {
    if (value.isObject()) {
      return Optional.of(new AdditionalProperties(Optional.of(parse(value)), true));
    }
    return value.isBoolean()
        ? Optional.of(new AdditionalProperties(Optional.empty(), value.booleanValue()))
        : Optional.empty();
  }

  private static Values values(JsonNode schema) {
    List<JsonNode> enumeration = new ArrayList<>();
    schema.path("enum").forEach(enumeration::add);
    String pattern = text(schema, "pattern");
    JsonNode not = schema.path("not");
    return new Values(
        List.copyOf(enumeration),
        !enumeration.isEmpty(),
        pattern.isEmpty() ? Optional.empty() : Optional.of(GoPattern.of(pattern)),
        whole(schema, "maxLength"),
        whole(schema, "minLength"),
        number(schema, "maximum"),
        flag(schema, "exclusiveMaximum"),
        number(schema, "minimum"),
        flag(schema, "exclusiveMinimum"),
        number(schema, "multipleOf"),
        whole(schema, "maxItems"),
        whole(schema, "minItems"),
        flag(schema, "uniqueItems"),
        whole(schema, "maxProperties"),
        whole(schema, "minProperties"),
        texts(schema.path("required")),
        schemas(schema.path("allOf")),
        schemas(schema.path("anyOf")),
        schemas(schema.path("oneOf")),
        not.isObject() ? Optional.of(parse(not)) : Optional.empty());
  }

  private static List<ValidationRule> rules(JsonNode rules) {
    List<ValidationRule> out = new ArrayList<>();
    for (JsonNode rule : rules) {
      out.add(
          new ValidationRule(
              text(rule, "rule"),
              text(rule, "message"),
              text(rule, "messageExpression"),
              text(rule, "reason"),
              text(rule, "fieldPath"),
              flag(rule, "optionalOldSelf")));
    }
    return List.copyOf(out);
  }

  private static List<SchemaNode> schemas(JsonNode list) {
    List<SchemaNode> out = new ArrayList<>();
    list.forEach(item -> out.add(parse(item)));
    return List.copyOf(out);
  }

  private static List<String> texts(JsonNode list) {
    List<String> out = new ArrayList<>();
    list.forEach(item -> out.add(item.asText()));
    return List.copyOf(out);
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  private static boolean flag(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  private static OptionalLong whole(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  private static OptionalDouble number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }
}
