package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that a value has: what whoever applies it comes to own. */
final class FieldsOf {
  private final FieldSet set = new FieldSet();
  private final List<PathElement> path = new ArrayList<>();

  private FieldsOf() {}

  static FieldSet value(Shape shape, JsonNode value) {
    FieldsOf walk = new FieldsOf();
    if (!value.isMissingNode()) {
      walk.visit(shape, value);
    }
    return walk.set;
  }

  private void visit(Shape shape, JsonNode value) {
    switch (shape.formOf(value)) {
      case MAP -> map(shape.map().orElseThrow(), value);
      case LIST -> list(shape.list().orElseThrow(), value);
      default -> set.insert(path);
    }
  }

  private void map(Shape.MapShape map, JsonNode value) {
    if (map.atomic()) {
      set.insert(path);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode inside = entry.getValue();
      path.add(PathElement.field(entry.getKey()));
      map.at(entry.getKey()).ifPresent(shape -> visit(shape, inside));
      boolean declared = map.fields().containsKey(entry.getKey());
      if (!declared || inside.isNull() || (inside.isObject() && inside.isEmpty())) {
        set.insert(path);
      }
      path.remove(path.size() - 1);
    }
  }

  private void list(Shape.ListShape list, JsonNode value) {
    if (!list.associative()) {
      set.insert(path);
      return;
    }
    Set<PathElement> seen = new HashSet<>();
    Set<PathElement> twice = new HashSet<>();
    List<PathElement> elements = new ArrayList<>();
    for (JsonNode item : value) {
      PathElement element = ListItems.elementOf(list, item);
      elements.add(element);
      if (!seen.add(element)) {
        twice.add(element);
      }
    }
    for (int i = 0; i < value.size(); i++) {
      path.add(elements.get(i));
      if (!twice.contains(elements.get(i))) {
        visit(list.items(), value.get(i));
      }
      set.insert(path);
      path.remove(path.size() - 1);
    }
  }
}
