package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in defaults as the API server does: a null where the schema does not allow null counts as
 * absent, a default of a nested field applies only where its parent is present (or was itself
 * filled in), and nothing below a map's undeclared values has one.
 */
final class Defaulting {
  private Defaulting() {}

  /**
   * Removes nulls that are not allowed and have no default; those with one are left for {@link
   * #applyDefaults}.
   */
  static void dropNulls(JsonNode value, Optional<SchemaNode> schema) {
    if (value instanceof ObjectNode object) {
      for (String name : names(object)) {
        Optional<SchemaNode> field = schema.flatMap(s -> s.field(name));
        JsonNode child = object.get(name);
        if (child.isNull()
            && field.isPresent()
            && !field.get().nullable()
            && field.get().defaultValue().isEmpty()) {
          object.remove(name);
        } else {
          dropNulls(child, field);
        }
      }
    } else if (value instanceof ArrayNode list) {
      Optional<SchemaNode> items = schema.flatMap(SchemaNode::items);
      list.forEach(item -> dropNulls(item, items));
    }
  }

  static void applyDefaults(JsonNode value, SchemaNode schema) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, SchemaNode> property : schema.properties().entrySet()) {
        Optional<JsonNode> byDefault = property.getValue().defaultValue();
        if (byDefault.isPresent()) {
          JsonNode present = object.get(property.getKey());
          if (present == null || (present.isNull() && !property.getValue().nullable())) {
            object.set(property.getKey(), byDefault.get().deepCopy());
          }
        }
      }
      for (String name : names(object)) {
        SchemaNode named = schema.properties().get(name);
        if (named != null) {
          applyDefaults(object.get(name), named);
        } else if (schema.additionalProperties().isPresent()) {
          SchemaNode values = schema.additionalProperties().get();
          if (object.get(name).isNull()
              && !values.nullable()
              && values.defaultValue().isPresent()) {
            object.set(name, values.defaultValue().get().deepCopy());
          }
          applyDefaults(object.get(name), values);
        }
      }
    } else if (value instanceof ArrayNode list && schema.items().isPresent()) {
      SchemaNode items = schema.items().get();
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isNull() && !items.nullable() && items.defaultValue().isPresent()) {
          list.set(i, items.defaultValue().get().deepCopy());
        }
        applyDefaults(list.get(i), items);
      }
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
