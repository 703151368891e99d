package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The keywords of a schema and the JSON that each takes; what an API server refuses when it decodes
 * a CustomResourceDefinition.
 */
final class SchemaKeywords {
  /** What stands beside a keyword. */
  private enum Takes {
    TEXT("a string"),
    FLAG("true or false"),
    WHOLE("a whole number"),
    NUMBER("a number"),
    TEXTS("a list of strings"),
    LIST("a list"),
    SCHEMA("a schema"),
    SCHEMAS("a list of schemas"),
    SCHEMA_MAP("a map of schemas"),
    SCHEMA_OR_FLAG("a schema, true or false"),
    ANYTHING("any value"),
    RULES("a list of rules"),
    UNSUPPORTED("nothing");

    private final String text;

    Takes(String text) {
      this.text = text;
    }
  }

  private static final Map<String, Takes> KEYWORDS = new HashMap<>();

  static {
    put(
        Takes.TEXT,
        "type",
        "format",
        "title",
        "description",
        "pattern",
        "x-kubernetes-list-type",
        "x-kubernetes-map-type");
    put(
        Takes.FLAG,
        "nullable",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "uniqueItems",
        "x-kubernetes-preserve-unknown-fields",
        "x-kubernetes-embedded-resource",
        "x-kubernetes-int-or-string");
    put(
        Takes.WHOLE,
        "maxLength",
        "minLength",
        "maxItems",
        "minItems",
        "maxProperties",
        "minProperties");
    put(Takes.NUMBER, "maximum", "minimum", "multipleOf");
    put(Takes.TEXTS, "required", "x-kubernetes-list-map-keys");
    put(Takes.LIST, "enum");
    put(Takes.SCHEMA, "items", "not");
    put(Takes.SCHEMAS, "allOf", "anyOf", "oneOf");
    put(Takes.SCHEMA_MAP, "properties");
    put(Takes.SCHEMA_OR_FLAG, "additionalProperties");
    put(Takes.ANYTHING, "default", "example", "externalDocs");
    put(Takes.RULES, "x-kubernetes-validations");
    put(
        Takes.UNSUPPORTED,
        "id",
        "$schema",
        "$ref",
        "patternProperties",
        "dependencies",
        "additionalItems",
        "definitions");
  }

  private final List<FieldError> errors = new ArrayList<>();

  private static void put(Takes takes, String... names) {
    for (String name : names) {
      KEYWORDS.put(name, takes);
    }
  }

  static List<FieldError> check(JsonNode schema, FieldPath at) {
    SchemaKeywords keywords = new SchemaKeywords();
    keywords.checkSchema(schema, at);
    return List.copyOf(keywords.errors);
  }

  private void checkSchema(JsonNode schema, FieldPath at) {
    if (!schema.isObject()) {
      errors.add(FieldError.invalid(at.toString(), schema, "must be a schema"));
      return;
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = schema.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      Takes takes = KEYWORDS.get(entry.getKey());
      FieldPath path = at.child(entry.getKey());
      if (takes == null) {
        errors.add(FieldError.forbidden(path.toString(), "is no keyword of a structural schema"));
      } else if (takes == Takes.UNSUPPORTED) {
        errors.add(FieldError.forbidden(path.toString(), entry.getKey() + " is not supported"));
      } else {
        checkValue(entry.getValue(), takes, path);
      }
    }
  }

  private void checkValue(JsonNode value, Takes takes, FieldPath at) {
    GoKind kind = GoKind.of(value);
    boolean fits =
        switch (takes) {
          case TEXT -> kind == GoKind.STRING;
          case FLAG -> kind == GoKind.BOOL;
          case WHOLE -> kind == GoKind.INT;
          case NUMBER -> kind == GoKind.INT || kind == GoKind.FLOAT;
          case TEXTS -> kind == GoKind.LIST && all(value, GoKind.STRING);
          case LIST, SCHEMAS, RULES -> kind == GoKind.LIST;
          case SCHEMA, SCHEMA_MAP -> kind == GoKind.MAP;
          case SCHEMA_OR_FLAG -> kind == GoKind.MAP || kind == GoKind.BOOL;
          case ANYTHING, UNSUPPORTED -> true;
        };
    if (!fits) {
      errors.add(FieldError.invalid(at.toString(), value, "must be " + takes.text));
      return;
    }
    switch (takes) {
      case SCHEMA -> checkSchema(value, at);
      case SCHEMA_OR_FLAG -> {
        if (kind == GoKind.MAP) {
          checkSchema(value, at);
        }
      }
      case SCHEMAS -> {
        for (int i = 0; i < value.size(); i++) {
          checkSchema(value.get(i), at.index(i));
        }
      }
      case SCHEMA_MAP ->
          value.fields().forEachRemaining(e -> checkSchema(e.getValue(), at.key(e.getKey())));
      default -> {}
    }
  }

  private static boolean all(JsonNode list, GoKind kind) {
    for (JsonNode item : list) {
      if (GoKind.of(item) != kind) {
        return false;
      }
    }
    return true;
  }
}
