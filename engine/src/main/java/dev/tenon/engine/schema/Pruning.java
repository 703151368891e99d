package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, and on demand removes, the fields that a schema does not name, with the rules of the API
 * server's pruning: below {@code x-kubernetes-preserve-unknown-fields} nothing is unknown until a
 * schema names fields again, and the type and metadata of a resource are never unknown.
 */
final class Pruning {
  private static final Set<String> META_FIELDS = Set.of("apiVersion", "kind", "metadata");

  private final boolean remove;
  private final List<String> unknown = new ArrayList<>();

  private Pruning(boolean remove) {
    this.remove = remove;
  }

  /** The paths of the unknown fields, sorted. */
  static List<String> unknownFields(
      ObjectNode object, SchemaNode schema, FieldPath base, boolean resource) {
    Pruning pruning = new Pruning(false);
    pruning.walk(object, schema, base, resource);
    Collections.sort(pruning.unknown);
    return pruning.unknown;
  }

  /** Removes the unknown fields. */
  static void prune(ObjectNode object, SchemaNode schema, boolean resource) {
    new Pruning(true).walk(object, schema, FieldPath.root(), resource);
  }

  private void walk(JsonNode value, SchemaNode schema, FieldPath path, boolean resource) {
    if (schema.preservesUnknown()) {
      walkPreserved(value, schema, path, resource);
    } else if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : entries(object)) {
        String name = entry.getKey();
        if (resource && META_FIELDS.contains(name)) {
          continue;
        }
        if (!descend(entry, schema, path)) {
          // an API server says nothing of a metadata field that it drops at the root
          if (!META_FIELDS.contains(name) || !path.isRoot()) {
            unknown.add(path.child(name).toString());
          }
          if (remove) {
            object.remove(name);
          }
        }
      }
    } else if (value instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (schema.items().isPresent()) {
          walk(
              list.get(i),
              schema.items().get(),
              path.index(i),
              schema.items().get().embeddedResource());
        } else {
          walkUndeclared(list.get(i), path.index(i));
        }
      }
    }
  }

  /** Goes into a named property or a value of a map; false where the schema declares neither. */
  private boolean descend(Map.Entry<String, JsonNode> entry, SchemaNode schema, FieldPath path) {
    SchemaNode named = schema.properties().get(entry.getKey());
    if (named != null) {
      walk(entry.getValue(), named, path.child(entry.getKey()), named.embeddedResource());
      return true;
    }
    if (schema.additional().isEmpty()) {
      return false;
    }
    schema
        .additionalProperties()
        .ifPresentOrElse(
            values ->
                walk(
                    entry.getValue(),
                    values,
                    path.child(entry.getKey()),
                    values.embeddedResource()),
            () -> walkUndeclared(entry.getValue(), path.child(entry.getKey())));
    return true;
  }

  private void walkPreserved(JsonNode value, SchemaNode schema, FieldPath path, boolean resource) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : entries(object)) {
        if (!(resource && META_FIELDS.contains(entry.getKey()))) {
          descend(entry, schema, path);
        }
      }
    } else if (value instanceof ArrayNode list && schema.items().isPresent()) {
      SchemaNode items = schema.items().get();
      for (int i = 0; i < list.size(); i++) {
        walkPreserved(list.get(i), items, path.index(i), items.embeddedResource());
      }
    }
  }

  /** No schema at all: every field of every object is unknown. */
  private void walkUndeclared(JsonNode value, FieldPath path) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : entries(object)) {
        unknown.add(path.child(entry.getKey()).toString());
      }
      if (remove) {
        object.removeAll();
      }
    } else if (value instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        walkUndeclared(list.get(i), path.index(i));
      }
    }
  }

  /** A copy, so that fields can be removed while walking. */
  private static List<Map.Entry<String, JsonNode>> entries(ObjectNode object) {
    List<Map.Entry<String, JsonNode>> out = new ArrayList<>(object.size());
    object.fields().forEachRemaining(out::add);
    return out;
  }
}
