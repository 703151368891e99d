package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items of a list of type map by their keys, the first of equal ones; empty for any other list.
 */
final class KeyedItems {
  private final List<String> keyFields;
  private final Map<String, JsonNode> byKey;

  private KeyedItems(List<String> keyFields, Map<String, JsonNode> byKey) {
    this.keyFields = keyFields;
    this.byKey = byKey;
  }

  /** No items. */
  static KeyedItems none() {
    return new KeyedItems(List.of(), Map.of());
  }

  static KeyedItems of(SchemaNode schema, JsonNode list) {
    Map<String, JsonNode> byKey = new HashMap<>();
    if (schema.type().equals("array")
        && schema.listType().equals("map")
        && !schema.listMapKeys().isEmpty()) {
      list.forEach(
          item -> key(schema.listMapKeys(), item).ifPresent(key -> byKey.putIfAbsent(key, item)));
    }
    return new KeyedItems(schema.listMapKeys(), byKey);
  }

  /**
   * The item with the keys of the given one; empty where there is none, or where a key is missing
   * or no scalar.
   */
  Optional<JsonNode> matching(JsonNode item) {
    return byKey.isEmpty() ? Optional.empty() : key(keyFields, item).map(byKey::get);
  }

  private static Optional<String> key(List<String> fields, JsonNode item) {
    if (!item.isObject()) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder();
    for (String field : fields) {
      JsonNode value = item.get(field);
      if (value == null || !value.isValueNode() || value.isNull()) {
        return Optional.empty();
      }
      key.append('\0').append(GoKind.of(value)).append(GoText.json(value));
    }
    return Optional.of(key.toString());
  }
}
