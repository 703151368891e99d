package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What differs between two values of one shape.
 *
 * @param removed the fields that only the first has
 * @param modified the fields that both have, with other values
 * @param added the fields that only the second has
 */
record Comparison(FieldSet removed, FieldSet modified, FieldSet added) {

  /** Compares; neither value may be absent, but they may be empty objects. */
  static Comparison of(Shape shape, JsonNode before, JsonNode after) {
    Walk walk = new Walk();
    walk.compare(shape, before, after);
    return walk.result;
  }

  /** Leaves out fields that the server sets back anyway. */
  Comparison without(FieldSet reset) {
    return new Comparison(
        removed.minusBranches(reset), modified.minusBranches(reset), added.minusBranches(reset));
  }

  private static final class Walk {
    private final Comparison result =
        new Comparison(new FieldSet(), new FieldSet(), new FieldSet());
    private final List<PathElement> path = new ArrayList<>();

    /** Either side may be absent (Java null), not both. */
    void compare(Shape shape, JsonNode left, JsonNode right) {
      Shape.Form leftForm = shape.formOf(left);
      Shape.Form rightForm = shape.formOf(right);
      boolean leaf;
      if (right == null) {
        leaf = as(leftForm, shape, left, null);
      } else if (left == null || leftForm == rightForm) {
        leaf = as(rightForm, shape, left, right);
      } else {
        as(leftForm, shape, left, right);
        leaf = as(rightForm, shape, left, right);
      }
      if (!leaf) {
        if (left == null) {
          result.added.insert(path);
        } else if (right == null) {
          result.removed.insert(path);
        }
      }
    }

    /** Returns whether the place was compared as a whole. */
    private boolean as(Shape.Form form, Shape shape, JsonNode left, JsonNode right) {
      return switch (form) {
        case MAP -> maps(shape.map().orElseThrow(), left, right);
        case LIST -> lists(shape.list().orElseThrow(), left, right);
        default -> whole(left, right);
      };
    }

    private boolean whole(JsonNode left, JsonNode right) {
      if (left == null) {
        result.added.insert(path);
      } else if (right == null) {
        result.removed.insert(path);
      } else if (!Json.same(left, right)) {
        result.modified.insert(path);
      }
      return true;
    }

    private boolean maps(Shape.MapShape map, JsonNode left, JsonNode right) {
      boolean hasLeft = left != null && left.isObject();
      boolean hasRight = right != null && right.isObject();
      if (map.atomic() || ((!hasLeft || left.isEmpty()) && (!hasRight || right.isEmpty()))) {
        return whole(left, right);
      }
      TreeSet<String> names = new TreeSet<>();
      if (hasLeft) {
        names.addAll(Json.names(left));
      }
      if (hasRight) {
        names.addAll(Json.names(right));
      }
      for (String name : names) {
        JsonNode before = hasLeft ? left.get(name) : null;
        JsonNode after = hasRight ? right.get(name) : null;
        path.add(PathElement.field(name));
        map.at(name)
            .ifPresentOrElse(inside -> compare(inside, before, after), () -> whole(before, after));
        path.remove(path.size() - 1);
      }
      return false;
    }

    private boolean lists(Shape.ListShape list, JsonNode left, JsonNode right) {
      boolean hasLeft = left != null && left.isArray();
      boolean hasRight = right != null && right.isArray();
      if (!list.associative() || ((!hasLeft || left.isEmpty()) && (!hasRight || right.isEmpty()))) {
        return whole(left, right);
      }
      Map<PathElement, List<JsonNode>> before = group(list, hasLeft ? left : null);
      Map<PathElement, List<JsonNode>> after = group(list, hasRight ? right : null);
      TreeSet<PathElement> all = new TreeSet<>(before.keySet());
      all.addAll(after.keySet());
      for (PathElement element : all) {
        path.add(element);
        items(
            list, before.getOrDefault(element, List.of()), after.getOrDefault(element, List.of()));
        path.remove(path.size() - 1);
      }
      return false;
    }

    private void items(Shape.ListShape list, List<JsonNode> before, List<JsonNode> after) {
      if (before.size() <= 1 && after.size() <= 1) {
        compare(list.items(), first(before), first(after));
      } else if (before.size() >= 2 && after.size() >= 2) {
        if (!before.equals(after)) {
          result.modified.insert(path);
        }
      } else if (before.size() >= 2) {
        if (!after.isEmpty()) {
          compare(list.items(), null, after.get(0));
        }
        result.removed.insert(path);
      } else {
        if (!before.isEmpty()) {
          compare(list.items(), before.get(0), null);
        }
        result.added.insert(path);
      }
    }

    private static JsonNode first(List<JsonNode> items) {
      return items.isEmpty() ? null : items.get(0);
    }

    private static Map<PathElement, List<JsonNode>> group(Shape.ListShape list, JsonNode value) {
      Map<PathElement, List<JsonNode>> out = new LinkedHashMap<>();
      if (value != null) {
        for (JsonNode item : value) {
          out.computeIfAbsent(ListItems.elementOf(list, item), e -> new ArrayList<>()).add(item);
        }
      }
      return out;
    }
  }
}
