package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Builtins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a body as a built-in kind, with the outcome that going through Kubernetes' Go types has:
 * unknown fields are dropped, empty optional ones too, structs are always there.
 */
final class BuiltinForm {
  private final String kind;
  private final List<String> unknown = new ArrayList<>();

  private BuiltinForm(String kind) {
    this.kind = kind;
  }

  /** Reads in place; returns the flaws that strict decoding names. */
  static List<String> read(String kind, JsonNode schema, ObjectNode object) {
    BuiltinForm form = new BuiltinForm(kind);
    form.struct(schema, object, "");
    return form.unknown.stream().map(path -> "unknown field " + GoText.quote(path)).toList();
  }

  private static JsonNode resolved(JsonNode schema) {
    String reference = Json.string(schema, "$ref");
    return reference.isEmpty() ? schema : Builtins.definition(reference);
  }

  private void struct(JsonNode schema, ObjectNode object, String path) {
    JsonNode properties = schema.path("properties");
    Set<String> required = new TreeSet<>(Json.strings(schema.path("required")));
    for (String name : Json.names(object)) {
      JsonNode property = properties.get(name);
      String at = path.isEmpty() ? name : path + "." + name;
      if (property == null) {
        unknown.add(at);
        object.remove(name);
        continue;
      }
      JsonNode value = value(property, object.get(name), at);
      if (!isZero(value) || (isPointer(property) && !value.isNull())) {
        object.set(name, value);
      } else {
        object.remove(name);
      }
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      if (object.has(name)) {
        continue;
      }
      if (property.getValue().path("default").isObject()
          && !name.equals("metadata")
          && resolved(property.getValue()).path("properties").size() > 0) {
        ObjectNode made = Json.object();
        struct(resolved(property.getValue()), made, name);
        object.set(name, made);
      } else if (required.contains(name)) {
        JsonNode zero = property.getValue().get("default");
        object.set(name, zero == null ? object.nullNode() : zero.deepCopy());
      } else if (property.getValue().path("x-always").asBoolean()) {
        JsonNode zero = property.getValue().get("default");
        object.set(name, zero == null ? object.nullNode() : zero);
      }
    }
  }

  /** Whether Go has a pointer here, so that a zero which is given is told from none. */
  private static boolean isPointer(JsonNode property) {
    return property.path("x-pointer").asBoolean()
        || (property.has("$ref") && !property.path("default").isObject());
  }

  private static boolean isZero(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isNumber() && value.doubleValue() == 0)
        || (value.isBoolean() && !value.booleanValue())
        || (value.isContainerNode() && value.isEmpty());
  }

  private JsonNode value(JsonNode declared, JsonNode value, String path) {
    JsonNode schema = resolved(declared);
    if (value.isNull()) {
      return value;
    }
    switch (Json.string(schema, "type")) {
      case "object" -> {
        if (!value.isObject()) {
          throw mismatch(value, path, goMap(schema, declared));
        }
        return object(schema, (ObjectNode) value, path);
      }
      case "array" -> {
        if (!value.isArray()) {
          throw mismatch(value, path, "[]" + goType(schema.path("items")));
        }
        ArrayNode list = (ArrayNode) value;
        for (int i = 0; i < list.size(); i++) {
          list.set(i, value(schema.path("items"), list.get(i), path + "[" + i + "]"));
        }
      }
      case "string" -> {
        if (!value.isTextual()) {
          throw mismatch(value, path, "string");
        }
      }
      case "integer" -> {
        if (!value.isIntegralNumber()) {
          throw mismatch(value, path, goType(schema));
        }
      }
      case "number" -> {
        if (!value.isNumber()) {
          throw mismatch(value, path, "float64");
        }
      }
      case "boolean" -> {
        if (!value.isBoolean()) {
          throw mismatch(value, path, "bool");
        }
      }
      default -> {
        // anything
      }
    }
    return value;
  }

  private JsonNode object(JsonNode schema, ObjectNode value, String path) {
    if (schema.has("properties")) {
      struct(schema, value, path);
    } else if (schema.path("additionalProperties").isObject()) {
      for (String key : Json.names(value)) {
        JsonNode inside =
            value(schema.path("additionalProperties"), value.get(key), path + "." + key);
        value.set(
            key,
            inside.isNull()
                ? schema.path("additionalProperties").path("default").deepCopy()
                : inside);
      }
    }
    return value;
  }

  private Misshapen mismatch(JsonNode value, String path, String type) {
    String is =
        value.isObject()
            ? "object"
            : value.isArray()
                ? "array"
                : value.isTextual() ? "string" : value.isBoolean() ? "bool" : "number";
    return new Misshapen(
        "json: cannot unmarshal "
            + is
            + " into Go struct field "
            + kind
            + "."
            + lists(path)
            + " of type "
            + type);
  }

  /** Go leaves indices and map keys out of the path. */
  private static String lists(String path) {
    String out = path.replaceAll("\\[\\d+\\]", "");
    for (String map : List.of("data", "stringData", "metadata.labels", "metadata.annotations")) {
      if (out.startsWith(map + ".")) {
        return map;
      }
    }
    return out;
  }

  private static String goMap(JsonNode schema, JsonNode declared) {
    if (schema.path("additionalProperties").isObject()) {
      return "map[string]" + goType(schema.path("additionalProperties"));
    }
    String name = Json.string(declared, "$ref");
    return name.isEmpty() ? "map[string]interface {}" : goName(name);
  }

  private static String goType(JsonNode declared) {
    JsonNode schema = resolved(declared);
    return switch (Json.string(schema, "type")) {
      case "string" -> Json.string(schema, "format").equals("byte") ? "[]uint8" : "string";
      case "integer" ->
          Json.string(schema, "format").isEmpty() ? "int64" : Json.string(schema, "format");
      case "boolean" -> "bool";
      case "number" -> "float64";
      default -> goMap(schema, declared);
    };
  }

  private static String goName(String reference) {
    String[] parts = reference.split("\\.");
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }
}
