package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the items of a list of type {@code set} differ, and those of one of type {@code map}
 * in their keys.
 */
final class ListTypes {
  private ListTypes() {}

  static List<FieldError> check(SchemaNode schema, JsonNode value, FieldPath path) {
    List<FieldError> errors = new ArrayList<>();
    check(errors, schema, value, path);
    return errors;
  }

  private static void check(
      List<FieldError> errors, SchemaNode schema, JsonNode value, FieldPath path) {
    if (value.isArray()) {
      if (schema.listType().equals("set")) {
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        repeated(items)
            .forEach(i -> errors.add(FieldError.duplicate(path.index(i).toString(), value.get(i))));
      } else if (schema.listType().equals("map")) {
        checkKeys(errors, schema.listMapKeys(), value, path);
      }
      if (schema.items().isPresent()) {
        for (int i = 0; i < value.size(); i++) {
          check(errors, schema.items().get(), value.get(i), path.index(i));
        }
      }
    } else if (value.isObject()) {
      List<String> names = new ArrayList<>();
      value.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      for (String name : names) {
        schema
            .additionalProperties()
            .ifPresent(values -> check(errors, values, value.get(name), path.key(name)));
      }
      for (String name : names) {
        SchemaNode property = schema.properties().get(name);
        if (property != null) {
          check(errors, property, value.get(name), path.child(name));
        }
      }
    }
  }

  private static void checkKeys(
      List<FieldError> errors, List<String> keyFields, JsonNode list, FieldPath path) {
    List<JsonNode> keys = new ArrayList<>();
    List<JsonNode> shown = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      if (!item.isObject() && !item.isNull()) {
        errors.add(
            FieldError.invalid(
                path.index(i).toString(), item, "must be an object for an array of list-type map"));
        return;
      }
      ObjectNode key = JsonNodeFactory.instance.objectNode();
      for (String field : keyFields) {
        if (item.has(field)) {
          key.set(field, item.get(field));
        }
      }
      shown.add(key);
      // a single key is compared as a value, several as one JSON object
      keys.add(keyFields.size() == 1 ? key.path(keyFields.get(0)) : key);
    }
    repeated(keys)
        .forEach(i -> errors.add(FieldError.duplicate(path.index(i).toString(), shown.get(i))));
  }

  /** Of values that occur more than once, the index of the second. */
  private static List<Integer> repeated(List<JsonNode> values) {
    Map<String, Integer> seen = new HashMap<>();
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      JsonNode value = values.get(i);
      // an integer and a float of one size differ, inside of an object they do not, for that is
      // compared as JSON
      String kind = value.isValueNode() ? GoKind.of(value).name() : "";
      String text = value.isMissingNode() ? "absent" : kind + GoText.json(value);
      if (seen.merge(text, 1, Integer::sum) == 2) {
        out.add(i);
      }
    }
    return out;
  }

  /** Whether the lists of an object are as they must be. */
  static boolean valid(SchemaNode schema, Optional<ObjectNode> object) {
    return object.isEmpty() || check(schema, object.get(), FieldPath.root()).isEmpty();
  }
}
