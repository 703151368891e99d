package dev.tenon.local.api.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON trees as this API uses them: one mapper for all, and short ways to read what every
 * Kubernetes object has. What is stored is never changed in place; whoever changes a tree copies it
 * first.
 */
public final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The tree as UTF-8 bytes. */
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tree on one line. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads text of our own making; throws {@link UncheckedIOException} where it is no JSON. */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code metadata} of an object, made where it has none. */
  public static ObjectNode metadata(ObjectNode object) {
    return object.get("metadata") instanceof ObjectNode metadata
        ? metadata
        : object.putObject("metadata");
  }

  /** A text field of {@code metadata}, or the empty string. */
  public static String meta(JsonNode object, String field) {
    JsonNode value = object.path("metadata").path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  /** A string field, or the empty string where it is absent or something else. */
  public static String string(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  /** Whether the object is being deleted. */
  public static boolean isDeleting(JsonNode object) {
    return !meta(object, "deletionTimestamp").isEmpty();
  }

  /** The strings of a list; what is not a string is left out. */
  public static List<String> strings(JsonNode list) {
    List<String> out = new ArrayList<>();
    list.forEach(
        item -> {
          if (item.isTextual()) {
            out.add(item.textValue());
          }
        });
    return out;
  }

  /** A map of strings, sorted; what is not a string is left out. */
  public static Map<String, String> stringMap(JsonNode map) {
    Map<String, String> out = new TreeMap<>();
    map.fields()
        .forEachRemaining(
            entry -> {
              if (entry.getValue().isTextual()) {
                out.put(entry.getKey(), entry.getValue().textValue());
              }
            });
    return out;
  }

  /** A field that is there and not null. */
  public static Optional<JsonNode> present(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** The names of an object's fields, in its order. */
  public static List<String> names(JsonNode object) {
    List<String> out = new ArrayList<>();
    object.fieldNames().forEachRemaining(out::add);
    return out;
  }

  /** Whether two trees mean the same: numbers are compared by value, so 1 equals 1.0. */
  public static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.isIntegralNumber() && b.isIntegralNumber()
          ? a.bigIntegerValue().equals(b.bigIntegerValue())
          : a.doubleValue() == b.doubleValue();
    }
    if (a.isObject() && b.isObject()) {
      if (a.size() != b.size()) {
        return false;
      }
      for (Map.Entry<String, JsonNode> entry : a.properties()) {
        JsonNode other = b.get(entry.getKey());
        if (other == null || !same(entry.getValue(), other)) {
          return false;
        }
      }
      return true;
    }
    if (a.isArray() && b.isArray()) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!same(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }
    return a.equals(b);
  }
}
