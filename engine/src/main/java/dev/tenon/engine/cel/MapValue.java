package dev.tenon.engine.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.SelectableValue;
import dev.tenon.engine.cel.value.CelEquality;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map with values of one type. It is a value of CEL and a Java map at once, so that the evaluator
 * takes it as it is: of any other map it would convert every entry at every step.
 */
@SuppressWarnings(
    "Immutable") // a view of JSON that nobody changes while an expression is evaluated
final class MapValue extends CelValue implements Map<Object, Object>, SelectableValue<Object> {
  private final JsonNode json;
  private final SchemaType values;
  private final Map<Object, Object> view = new View();

  MapValue(JsonNode json, SchemaType values) {
    this.json = json;
    this.values = values;
  }

  /** The map as Java has it. */
  private final class View extends AbstractMap<Object, Object> {
    @Override
    public Object get(Object key) {
      JsonNode value = key instanceof String name ? json.get(name) : null;
      return value == null ? null : JsonValues.value(value, values);
    }

    @Override
    public boolean containsKey(Object key) {
      return key instanceof String name && json.has(name);
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
      return new Entries();
    }
  }

  /** Its entries, each converted when the iteration reaches it. */
  private final class Entries extends AbstractSet<Map.Entry<Object, Object>> {
    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
      Iterator<Map.Entry<String, JsonNode>> fields = json.fields();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return fields.hasNext();
        }

        @Override
        public Map.Entry<Object, Object> next() {
          Map.Entry<String, JsonNode> field = fields.next();
          return new Field(field.getKey(), field.getValue(), values);
        }
      };
    }

    @Override
    public int size() {
      return json.size();
    }
  }

  /** An entry whose value is converted when it is read. */
  private record Field(String key, JsonNode json, SchemaType type)
      implements Map.Entry<Object, Object> {
    @Override
    public Object getKey() {
      return key;
    }

    @Override
    public Object getValue() {
      return JsonValues.value(json, type);
    }

    @Override
    public Object setValue(Object value) {
      throw new UnsupportedOperationException("a map of a resource is read only");
    }
  }

  @Override
  public Object select(Object field) {
    return find(field).orElseThrow(() -> CelEquality.noSuchKey(field));
  }

  @Override
  public Optional<Object> find(Object field) {
    return Optional.ofNullable(view.get(field));
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return json.isEmpty();
  }

  @Override
  public CelType celType() {
    return MapType.create(SimpleType.DYN, SimpleType.DYN);
  }

  @Override
  public int size() {
    return json.size();
  }

  @Override
  public boolean isEmpty() {
    return json.isEmpty();
  }

  @Override
  public boolean containsKey(Object key) {
    return view.containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return view.containsValue(value);
  }

  @Override
  public Object get(Object key) {
    return view.get(key);
  }

  @Override
  public Object put(Object key, Object value) {
    throw new UnsupportedOperationException("a map of a resource is read only");
  }

  @Override
  public Object remove(Object key) {
    throw new UnsupportedOperationException("a map of a resource is read only");
  }

  @Override
  public void putAll(Map<?, ?> entries) {
    throw new UnsupportedOperationException("a map of a resource is read only");
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("a map of a resource is read only");
  }

  @Override
  public Set<Object> keySet() {
    return view.keySet();
  }

  @Override
  public Collection<Object> values() {
    return view.values();
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return view.entrySet();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Map<?, ?>
        && CelEquality.equal(view, other instanceof MapValue map ? map.view : other);
  }

  @Override
  public int hashCode() {
    return view.size();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
