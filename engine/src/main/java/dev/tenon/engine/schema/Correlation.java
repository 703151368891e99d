package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A value of an object beside the value that stood in its place before the update: what ratcheting
 * compares. A field finds its old value by name, an item of a list only where the list is a map
 * with keys. Used by one validation, in one thread.
 */
final class Correlation {
  private final JsonNode value;
  private final JsonNode oldValue;
  private final SchemaNode schema;
  private final Map<String, Optional<Correlation>> fields = new HashMap<>();
  private final Map<Integer, Optional<Correlation>> items = new HashMap<>();
  private Optional<Boolean> same = Optional.empty();
  private Optional<KeyedItems> oldItems = Optional.empty();

  Correlation(JsonNode value, JsonNode oldValue, SchemaNode schema) {
    this.value = value;
    this.oldValue = oldValue;
    this.schema = schema;
  }

  JsonNode value() {
    return value;
  }

  /** The field of that name, where both have it and the schema declares it. */
  Optional<Correlation> field(String name) {
    return fields.computeIfAbsent(name, this::correlateField);
  }

  private Optional<Correlation> correlateField(String name) {
    if (!value.isObject() || !oldValue.isObject() || !value.has(name) || !oldValue.has(name)) {
      return Optional.empty();
    }
    return schema.field(name).map(s -> new Correlation(value.get(name), oldValue.get(name), s));
  }

  /**
   * The item at that index, where the list is a map and the old list has an item of the same keys.
   */
  Optional<Correlation> item(int index) {
    return items.computeIfAbsent(index, this::correlateItem);
  }

  private Optional<Correlation> correlateItem(int index) {
    if (!value.isArray()
        || !oldValue.isArray()
        || index >= value.size()
        || !schema.listType().equals("map")) {
      return Optional.empty();
    }
    if (oldItems.isEmpty()) {
      oldItems = Optional.of(KeyedItems.of(schema, oldValue));
    }
    Optional<JsonNode> old = oldItems.get().matching(value.get(index));
    return old.isEmpty()
        ? Optional.empty()
        : schema.items().map(s -> new Correlation(value.get(index), old.get(), s));
  }

  /** Whether the value is what it was. Undeclared content never is, as on the API server. */
  boolean unchanged() {
    if (same.isEmpty()) {
      same = Optional.of(compare());
    }
    return same.get();
  }

  private boolean compare() {
    GoKind kind = GoKind.of(value);
    if (kind == GoKind.NULL || oldValue.isNull()) {
      return kind == GoKind.NULL && oldValue.isNull();
    }
    if (kind == GoKind.LIST && oldValue.isArray()) {
      return compareLists();
    }
    if (kind == GoKind.MAP && oldValue.isObject()) {
      return compareMaps();
    }
    return GoKind.equal(value, oldValue);
  }

  private boolean compareLists() {
    if (value.size() != oldValue.size()) {
      return false;
    }
    for (int i = 0; i < value.size(); i++) {
      Optional<Correlation> item = item(i);
      if (item.isEmpty()) {
        return oldItems.isEmpty() && GoKind.equal(value, oldValue);
      }
      if (!item.get().unchanged()) {
        return false;
      }
    }
    return true;
  }

  private boolean compareMaps() {
    if (value.size() != oldValue.size()) {
      return false;
    }
    for (var it = value.fieldNames(); it.hasNext(); ) {
      Optional<Correlation> field = field(it.next());
      if (field.isEmpty() || !field.get().unchanged()) {
        return false;
      }
    }
    return true;
  }
}
