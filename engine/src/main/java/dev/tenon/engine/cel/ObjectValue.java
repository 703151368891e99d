package dev.tenon.engine.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import dev.tenon.engine.cel.value.CelEquality;
import dev.tenon.engine.golang.GoKind;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * An object with named fields. A field that is absent or null is not there; reading it fails, and
 * {@code has()} says so.
 */
@SuppressWarnings(
    "Immutable") // a view of JSON that nobody changes while an expression is evaluated
final class ObjectValue extends StructValue<String, ObjectValue> {
  private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private final JsonNode json;
  private final SchemaType type;

  ObjectValue(JsonNode json, SchemaType type) {
    this.json = json;
    this.type = type;
  }

  @Override
  public Object select(String field) {
    return find(field).orElseThrow(() -> CelEquality.noSuchKey(field));
  }

  @Override
  public Optional<Object> find(String field) {
    SchemaType.Field declared = type.fields().get(field);
    if (declared == null) {
      return Optional.empty();
    }
    JsonNode value = json.get(declared.name());
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(JsonValues.value(value, declared.type()));
  }

  @Override
  public ObjectValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return json.isEmpty();
  }

  /** To {@code type()} an object is a map, as on the API server. */
  @Override
  public CelType celType() {
    return TYPE;
  }

  /** Declared fields are compared by their types, what no schema names as JSON. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ObjectValue object) || json.size() != object.json.size()) {
      return false;
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = json.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      if (!equalFields(
          entry.getValue(),
          object.json.get(entry.getKey()),
          type.properties().get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalFields(JsonNode value, JsonNode other, SchemaType declared) {
    if (declared == null) {
      return other == null || GoKind.equal(value, other);
    }
    boolean present = other != null && !other.isNull();
    if (value.isNull() || !present) {
      return value.isNull() && !present;
    }
    return CelEquality.equal(JsonValues.value(value, declared), JsonValues.value(other, declared));
  }

  @Override
  public int hashCode() {
    return json.size();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
