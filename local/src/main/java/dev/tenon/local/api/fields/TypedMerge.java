package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merging what is applied into what is there: maps field by field, keyed lists item by item (the
 * applied order, what is only there kept in its place), everything else as a whole.
 */
final class TypedMerge {
  private TypedMerge() {}

  /** The applied value laid over the live one. */
  static ObjectNode merge(Shape shape, ObjectNode live, ObjectNode applied) {
    return merged(shape, live, applied).map(ObjectNode.class::cast).orElseGet(Json::object);
  }

  /** Either side may be absent (Java null), not both. */
  private static Optional<JsonNode> merged(Shape shape, JsonNode live, JsonNode applied) {
    Shape.Form form = shape.formOf(applied == null ? live : applied);
    return switch (form) {
      case MAP -> maps(shape.map().orElseThrow(), live, applied);
      case LIST -> lists(shape.list().orElseThrow(), live, applied);
      default -> whole(live, applied);
    };
  }

  private static Optional<JsonNode> whole(JsonNode live, JsonNode applied) {
    return Optional.of(applied == null ? live : applied).map(JsonNode::deepCopy);
  }

  private static Optional<JsonNode> maps(Shape.MapShape map, JsonNode live, JsonNode applied) {
    JsonNode left = live != null && live.isObject() ? live : null;
    JsonNode right = applied != null && applied.isObject() ? applied : null;
    boolean empty = (left == null || left.isEmpty()) && (right == null || right.isEmpty());
    if (map.atomic() || empty) {
      return whole(live, applied);
    }
    Set<String> names = new LinkedHashSet<>();
    if (left != null) {
      names.addAll(Json.names(left));
    }
    if (right != null) {
      names.addAll(Json.names(right));
    }
    ObjectNode out = Json.object();
    for (String name : names) {
      JsonNode before = left == null ? null : left.get(name);
      JsonNode after = right == null ? null : right.get(name);
      map.at(name)
          .map(inside -> merged(inside, before, after))
          .orElseGet(() -> whole(before, after))
          .ifPresent(value -> out.set(name, value));
    }
    return out.isEmpty() ? Optional.empty() : Optional.of(out);
  }

  private static Optional<JsonNode> lists(Shape.ListShape list, JsonNode live, JsonNode applied) {
    JsonNode left = live != null && live.isArray() ? live : Json.object().arrayNode();
    JsonNode right = applied != null && applied.isArray() ? applied : Json.object().arrayNode();
    if (!list.associative() || (left.isEmpty() && right.isEmpty())) {
      return whole(live, applied);
    }
    ArrayNode out = new Lists(list, left, right).merge();
    return out.isEmpty() ? Optional.empty() : Optional.of(out);
  }

  /** One keyed list being merged. */
  private static final class Lists {
    private final Shape.ListShape list;
    private final JsonNode left;
    private final List<PathElement> leftElements = new ArrayList<>();
    private final List<PathElement> rightElements = new ArrayList<>();
    private final Map<PathElement, JsonNode> inLeft;
    private final Map<PathElement, JsonNode> inRight;
    private final ArrayNode out = Json.object().arrayNode();

    Lists(Shape.ListShape list, JsonNode left, JsonNode right) {
      this.list = list;
      this.left = left;
      inLeft = index(left, leftElements);
      inRight = index(right, rightElements);
    }

    private Map<PathElement, JsonNode> index(JsonNode items, List<PathElement> elements) {
      Map<PathElement, JsonNode> out = new LinkedHashMap<>();
      for (JsonNode item : items) {
        PathElement element = ListItems.elementOf(list, item);
        elements.add(element);
        // an item that is there twice is not merged with a new one: no telling which
        out.merge(element, item, (first, second) -> Json.object().nullNode());
      }
      return out;
    }

    ArrayNode merge() {
      Deque<PathElement> shared = new ArrayDeque<>();
      for (PathElement element : rightElements) {
        if (inLeft.containsKey(element)) {
          shared.add(element);
        }
      }
      PathElement next = shared.poll();
      Set<PathElement> done = new HashSet<>();
      int l = 0;
      int r = 0;
      while (l < leftElements.size() || r < rightElements.size()) {
        if (l < leftElements.size() && r < rightElements.size()) {
          PathElement element = leftElements.get(l);
          if (element.equals(rightElements.get(r))) {
            done.add(element);
            add(inLeft.get(element), inRight.get(element));
            l++;
            r++;
            next = shared.poll();
            continue;
          }
          if (inRight.containsKey(element) && next != null && !next.equals(element)) {
            l++;
            continue;
          }
        }
        if (l < leftElements.size()) {
          PathElement element = leftElements.get(l);
          if (!inRight.containsKey(element)) {
            add(left.get(l), null);
            l++;
            continue;
          }
          if (done.contains(element)) {
            l++;
          }
        }
        if (r < rightElements.size()) {
          PathElement element = rightElements.get(r);
          done.add(element);
          add(inLeft.get(element), inRight.get(element));
          r++;
          if (element.equals(next)) {
            next = shared.poll();
          }
        }
      }
      return out;
    }

    private void add(JsonNode live, JsonNode applied) {
      merged(list.items(), live, applied).ifPresent(out::add);
    }
  }
}
