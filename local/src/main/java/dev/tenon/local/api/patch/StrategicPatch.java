package dev.tenon.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Strategic merge patch: a merge patch that knows which lists are merged by a key, and has
 * directives ({@code $patch}, {@code $deleteFromPrimitiveList/…}, {@code $setElementOrder/…},
 * {@code $retainKeys}). For built-in kinds only, as in Kubernetes.
 */
public final class StrategicPatch {
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";

  private final Function<String, JsonNode> definitions;

  private StrategicPatch(Function<String, JsonNode> definitions) {
    this.definitions = definitions;
  }

  /**
   * The target with the patch applied; neither argument is changed.
   *
   * @param schema the kind's OpenAPI schema, with Kubernetes' extensions
   * @param definitions finds what a {@code $ref} names
   */
  public static JsonNode apply(
      JsonNode target, JsonNode patch, JsonNode schema, Function<String, JsonNode> definitions)
      throws PatchFailure {
    if (!patch.isObject()) {
      throw PatchFailure.unreadable(
          "json: cannot unmarshal into Go value of type map[string]interface {}");
    }
    return new StrategicPatch(definitions).maps(target.deepCopy(), (ObjectNode) patch, schema);
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = Json.string(schema, "$ref");
    return reference.isEmpty() ? schema : definitions.apply(reference);
  }

  private JsonNode inside(JsonNode schema, String field) {
    JsonNode resolved = resolved(schema);
    JsonNode property = resolved.path("properties").path(field);
    return property.isMissingNode() ? resolved.path("additionalProperties") : property;
  }

  private JsonNode maps(JsonNode target, ObjectNode patch, JsonNode schema) throws PatchFailure {
    switch (Json.string(patch, "$patch")) {
      case "replace" -> {
        ObjectNode out = patch.deepCopy();
        out.remove("$patch");
        return out;
      }
      case "delete" -> {
        return Json.object();
      }
      default -> {
        // merge
      }
    }
    ObjectNode out = target.isObject() ? (ObjectNode) target : Json.object();
    JsonNode before = out.deepCopy();
    retainKeys(out, patch);
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      if (name.startsWith(DELETE_FROM)) {
        deleteFrom(out, name.substring(DELETE_FROM.length()), value);
      } else if (!name.startsWith("$")) {
        field(out, name, value, inside(schema, name));
      }
    }
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String name = entry.getKey();
      boolean ordered = name.startsWith(ORDER);
      String field = ordered ? name.substring(ORDER.length()) : name;
      boolean lists = entry.getValue().isArray() && !patch.has(ordered ? "" : ORDER + field);
      if (lists && (ordered || !name.startsWith("$"))) {
        order(out, field, entry.getValue(), before.path(field), inside(schema, field));
      }
    }
    return out;
  }

  private void field(ObjectNode out, String name, JsonNode value, JsonNode schema)
      throws PatchFailure {
    if (value.isNull()) {
      out.remove(name);
      return;
    }
    JsonNode before = out.path(name);
    boolean merges = Json.string(schema, "x-kubernetes-patch-strategy").contains("merge");
    if (value.isObject()) {
      out.set(name, maps(before, (ObjectNode) value, schema));
    } else if (value.isArray() && merges) {
      out.set(name, lists(before, value, schema));
    } else {
      out.set(name, value.deepCopy());
    }
  }

  private static void retainKeys(ObjectNode out, ObjectNode patch) {
    JsonNode keys = patch.path("$retainKeys");
    if (keys.isArray()) {
      out.retain(Json.strings(keys));
    }
  }

  private static void deleteFrom(ObjectNode out, String name, JsonNode values) {
    if (out.path(name) instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        for (JsonNode value : values) {
          if (Json.same(list.get(i), value)) {
            list.remove(i);
            break;
          }
        }
      }
    }
  }

  private JsonNode lists(JsonNode before, JsonNode patch, JsonNode schema) throws PatchFailure {
    String key = Json.string(schema, "x-kubernetes-patch-merge-key");
    ArrayNode out = Json.object().arrayNode();
    boolean replace = false;
    for (JsonNode item : patch) {
      replace |= Json.string(item, "$patch").equals("replace");
    }
    if (!replace) {
      before.forEach(item -> out.add(item.deepCopy()));
    }
    for (JsonNode item : patch) {
      String directive = Json.string(item, "$patch");
      if (directive.equals("replace")) {
        continue;
      }
      if (key.isEmpty()) {
        if (index(out, item).isEmpty()) {
          out.add(item.deepCopy());
        }
        continue;
      }
      if (!item.has(key)) {
        throw PatchFailure.inapplicable(
            "map: " + item + " does not contain declared merge key: " + key);
      }
      Optional<Integer> at = byKey(out, key, item.get(key));
      if (directive.equals("delete")) {
        at.ifPresent(out::remove);
      } else if (at.isPresent()) {
        out.set(
            at.get(), maps(out.get(at.get()), (ObjectNode) item, resolved(schema).path("items")));
      } else {
        out.add(maps(Json.object(), (ObjectNode) item, resolved(schema).path("items")));
      }
    }
    return out;
  }

  private static Optional<Integer> index(ArrayNode list, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (Json.same(list.get(i), value)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> byKey(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).has(key) && Json.same(list.get(i).get(key), value)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /**
   * Puts a merged list in order: what the patch names in its order, what only the server has
   * between them where it stood before.
   */
  private static void order(
      ObjectNode out, String name, JsonNode order, JsonNode before, JsonNode schema) {
    if (!Json.string(schema, "x-kubernetes-patch-strategy").contains("merge")
        || !(out.path(name) instanceof ArrayNode list)) {
      return;
    }
    String key = Json.string(schema, "x-kubernetes-patch-merge-key");
    Map<String, Integer> wanted = places(order, key);
    Map<String, Integer> stood = places(before, key);
    List<JsonNode> named = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    list.forEach(item -> (wanted.containsKey(identity(item, key)) ? named : others).add(item));
    named.sort(Comparator.comparing(item -> wanted.get(identity(item, key))));
    list.removeAll();
    int i = 0;
    int j = 0;
    while (i < others.size() || j < named.size()) {
      boolean other = j == named.size();
      if (i < others.size() && j < named.size()) {
        Integer left = stood.get(identity(others.get(i), key));
        Integer right = stood.get(identity(named.get(j), key));
        other = left != null && right != null && left < right;
      }
      list.add(other ? others.get(i++) : named.get(j++));
    }
  }

  private static Map<String, Integer> places(JsonNode items, String key) {
    Map<String, Integer> out = new HashMap<>();
    items.forEach(item -> out.putIfAbsent(identity(item, key), out.size()));
    return out;
  }

  private static String identity(JsonNode item, String key) {
    return Json.text(key.isEmpty() ? item : item.path(key));
  }
}
