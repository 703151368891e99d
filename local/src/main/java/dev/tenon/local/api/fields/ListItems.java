package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an item of an associative list is told from the others: by its keys, or by its value. */
final class ListItems {
  private ListItems() {}

  /**
   * The step that leads to an item.
   *
   * @throws TypedMismatch where the item has nothing to be told by; without a path
   */
  static PathElement elementOf(Shape.ListShape list, JsonNode item) {
    return list.keys().isEmpty() ? byValue(item) : byKeys(list, item);
  }

  private static PathElement byValue(JsonNode item) {
    if (item.isObject()) {
      throw new TypedMismatch("associative list without keys has an element that's a map type");
    }
    if (item.isArray()) {
      throw new TypedMismatch("not supported: associative list with lists as elements");
    }
    if (item.isNull()) {
      throw new TypedMismatch(
          "associative list without keys has an element that's an explicit null");
    }
    return PathElement.value(item);
  }

  private static PathElement byKeys(Shape.ListShape list, JsonNode item) {
    if (item.isNull()) {
      throw new TypedMismatch("associative list with keys may not have a null element");
    }
    if (!item.isObject()) {
      throw new TypedMismatch("associative list with keys may not have non-map elements");
    }
    TreeMap<String, JsonNode> key = new TreeMap<>();
    for (String name : list.keys()) {
      JsonNode value = item.get(name);
      if (value == null) {
        value = list.items().map().map(map -> map.defaults().get(name)).orElse(null);
      }
      if (value != null) {
        key.put(name, value);
      }
    }
    if (key.isEmpty()) {
      throw new TypedMismatch(
          "associative list with keys has an element that omits all key fields "
              + list.keys().stream()
                  .map(name -> '"' + name + '"')
                  .collect(Collectors.joining(" ", "[", "]"))
              + " (and doesn't have default values for any key fields)");
    }
    return PathElement.key(key);
  }
}
