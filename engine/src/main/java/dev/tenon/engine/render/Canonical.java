package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The one order of keys in routes. A file and an API server give the same declaration in different
 * orders; endpoints are numbered and routes are printed in this one, which is how people write
 * them: what names a thing first, what is nested in it last.
 */
final class Canonical {
  private static final List<String> FIRST = List.of("id", "description", "name", "uri");
  private static final List<String> LAST =
      List.of("parameters", "when", "otherwise", "from", "steps", "doCatch", "doFinally");

  private static final Comparator<Map.Entry<String, JsonNode>> ORDER =
      Comparator.<Map.Entry<String, JsonNode>>comparingInt(entry -> rank(entry.getKey()))
          .thenComparing(Map.Entry::getKey);

  private Canonical() {}

  /** A copy in canonical order, to the depth. */
  static JsonNode of(JsonNode node) {
    if (node.isObject()) {
      ObjectNode ordered = JsonNodeFactory.instance.objectNode();
      node.properties().stream()
          .sorted(ORDER)
          .forEach(entry -> ordered.set(entry.getKey(), of(entry.getValue())));
      return ordered;
    }
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(item -> list.add(of(item)));
      return list;
    }
    return node;
  }

  private static int rank(String key) {
    int first = FIRST.indexOf(key);
    if (first >= 0) {
      return first - FIRST.size();
    }
    return LAST.indexOf(key) + 1;
  }
}
