package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.Map;
import java.util.Optional;

/** Taking fields out of a value. */
final class Removal {
  private Removal() {}

  /** The object without the fields; what is left of it may be empty. */
  static ObjectNode of(Shape shape, ObjectNode value, FieldSet fields) {
    return visit(shape, value, fields) instanceof ObjectNode left ? left : Json.object();
  }

  private static JsonNode visit(Shape shape, JsonNode value, FieldSet fields) {
    return switch (shape.formOf(value)) {
      case MAP -> map(shape.map().orElseThrow(), value, fields);
      case LIST -> list(shape.list().orElseThrow(), value, fields);
      default -> value;
    };
  }

  private static JsonNode map(Shape.MapShape map, JsonNode value, FieldSet fields) {
    ObjectNode out = Json.object();
    if (value.isObject() && !map.atomic()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        PathElement element = PathElement.field(entry.getKey());
        if (fields.has(element)) {
          continue;
        }
        Optional<FieldSet> below = fields.below(element).filter(set -> !set.isEmpty());
        Optional<Shape> inside = map.at(entry.getKey());
        out.set(
            entry.getKey(),
            below.isPresent() && inside.isPresent()
                ? visit(inside.get(), entry.getValue(), below.get())
                : entry.getValue());
      }
    }
    return out.isEmpty() ? out.nullNode() : out;
  }

  private static JsonNode list(Shape.ListShape list, JsonNode value, FieldSet fields) {
    ArrayNode out = Json.object().arrayNode();
    if (value.isArray() && list.associative()) {
      for (JsonNode item : value) {
        PathElement element = ListItems.elementOf(list, item);
        if (fields.has(element)) {
          continue;
        }
        Optional<FieldSet> below = fields.below(element).filter(set -> !set.isEmpty());
        out.add(below.isPresent() ? visit(list.items(), item, below.get()) : item);
      }
    }
    return out.isEmpty() ? out.nullNode() : out;
  }
}
