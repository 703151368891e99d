package dev.tenon.engine.golang;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * What the API server's decoder makes of a JSON value: a number without a point or exponent that
 * fits 64 bits is an integer, every other number is a float, so {@code 1} and {@code 1.0} are of
 * two kinds and are not equal.
 */
public enum GoKind {
  NULL("<nil>"),
  BOOL("bool"),
  INT("int64"),
  FLOAT("float64"),
  STRING("string"),
  LIST("[]interface {}"),
  MAP("map[string]interface {}");

  private final String goType;

  GoKind(String goType) {
    this.goType = goType;
  }

  /** The type, as Go prints it. */
  public String goType() {
    return goType;
  }

  /** The kind of a value; absent and null are one. */
  public static GoKind of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> MAP;
      case ARRAY -> LIST;
      case STRING, BINARY -> STRING;
      case BOOLEAN -> BOOL;
      case NUMBER -> value.isIntegralNumber() && value.canConvertToLong() ? INT : FLOAT;
      case NULL, MISSING -> NULL;
    };
  }

  /** Whether two values are equal as {@code reflect.DeepEqual} says. */
  public static boolean equal(JsonNode a, JsonNode b) {
    GoKind kind = of(a);
    if (kind != of(b)) {
      return false;
    }
    return switch (kind) {
      case NULL -> true;
      case BOOL -> a.booleanValue() == b.booleanValue();
      case INT -> a.longValue() == b.longValue();
      case FLOAT -> a.doubleValue() == b.doubleValue();
      case STRING -> a.textValue().equals(b.textValue());
      case LIST -> equalLists(a, b);
      case MAP -> equalMaps(a, b);
    };
  }

  private static boolean equalLists(JsonNode a, JsonNode b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(JsonNode a, JsonNode b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = a.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      JsonNode other = b.get(entry.getKey());
      if (other == null || !equal(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }
}
