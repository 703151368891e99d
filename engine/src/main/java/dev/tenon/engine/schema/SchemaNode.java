package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.cel.CelSchema;
import dev.tenon.engine.golang.GoPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A node of a parsed schema. Immutable; a value validation below {@code allOf}, {@code anyOf},
 * {@code oneOf} or {@code not} is a node too.
 */
record SchemaNode(
    String type,
    String format,
    boolean nullable,
    boolean intOrString,
    boolean preservesUnknown,
    boolean embeddedResource,
    String listType,
    List<String> listMapKeys,
    String mapType,
    Optional<JsonNode> defaultValue,
    Map<String, SchemaNode> properties,
    Optional<SchemaNode> items,
    Optional<AdditionalProperties> additional,
    Values values,
    List<ValidationRule> rules,
    String title,
    String description)
    implements CelSchema {

  /** {@code additionalProperties}: a schema of their values, or whether there may be any. */
  record AdditionalProperties(Optional<SchemaNode> schema, boolean allowed) {}

  /** A rule of {@code x-kubernetes-validations}, as written. */
  record ValidationRule(
      String rule,
      String message,
      String messageExpression,
      String reason,
      String fieldPath,
      boolean optionalOldSelf) {}

  /** What restricts a value beyond its structure. */
  record Values(
      List<JsonNode> enumeration,
      boolean hasEnumeration,
      Optional<GoPattern> pattern,
      OptionalLong maxLength,
      OptionalLong minLength,
      OptionalDouble maximum,
      boolean exclusiveMaximum,
      OptionalDouble minimum,
      boolean exclusiveMinimum,
      OptionalDouble multipleOf,
      OptionalLong maxItems,
      OptionalLong minItems,
      boolean uniqueItems,
      OptionalLong maxProperties,
      OptionalLong minProperties,
      List<String> required,
      List<SchemaNode> allOf,
      List<SchemaNode> anyOf,
      List<SchemaNode> oneOf,
      Optional<SchemaNode> not) {}

  /** The types that a value may have: two for int-or-string, none where the schema names none. */
  List<String> types() {
    if (intOrString) {
      return INT_OR_STRING;
    }
    return type.isEmpty() ? List.of() : List.of(type);
  }

  private static final List<String> INT_OR_STRING = List.of("integer", "string");

  @Override
  public Optional<SchemaNode> additionalProperties() {
    return additional.flatMap(AdditionalProperties::schema);
  }

  @Override
  public String pattern() {
    return values.pattern().map(GoPattern::source).orElse("");
  }

  /**
   * The schema of a property by its name or, failing that, of the values of a map; empty where
   * neither is declared.
   */
  Optional<SchemaNode> field(String name) {
    SchemaNode named = properties.get(name);
    return named != null ? Optional.of(named) : additionalProperties();
  }

  @Override
  public SchemaNode asResource() {
    if (hasType("kind", "string")
        && hasType("apiVersion", "string")
        && hasType("metadata", "object")) {
      SchemaNode metadata = properties.get("metadata");
      if (metadata.hasType("name", "string") && metadata.hasType("generateName", "string")) {
        return this;
      }
    }
    Map<String, SchemaNode> all = new LinkedHashMap<>(properties);
    SchemaNode string = SchemaParser.plain("string", Map.of());
    all.put("kind", string);
    all.put("apiVersion", string);
    Map<String, SchemaNode> names = new LinkedHashMap<>();
    names.put("name", string);
    names.put("generateName", string);
    all.put("metadata", SchemaParser.plain("object", names));
    return withProperties(all);
  }

  private boolean hasType(String property, String wanted) {
    SchemaNode node = properties.get(property);
    return node != null && node.type.equals(wanted);
  }

  private SchemaNode withProperties(Map<String, SchemaNode> all) {
    return new SchemaNode(
        type,
        format,
        nullable,
        intOrString,
        preservesUnknown,
        embeddedResource,
        listType,
        listMapKeys,
        mapType,
        defaultValue,
        all,
        items,
        additional,
        values,
        rules,
        title,
        description);
  }
}
