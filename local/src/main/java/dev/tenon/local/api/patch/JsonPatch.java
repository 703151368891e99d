package dev.tenon.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.List;

/** JSON patch (RFC 6902), with the messages of the library that API servers use. */
public final class JsonPatch {
  /** The most operations that one patch may have. */
  public static final int MOST_OPERATIONS = 10_000;

  private JsonNode document;

  private JsonPatch(JsonNode document) {
    this.document = document;
  }

  /**
   * The target with all operations applied, or none.
   *
   * @throws PatchFailure where one cannot be applied
   */
  public static JsonNode apply(JsonNode target, JsonNode patch) throws PatchFailure {
    if (!patch.isArray()) {
      throw PatchFailure.unreadable(
          "error decoding patch: json: cannot unmarshal "
              + (patch.isObject() ? "object" : "value")
              + " into Go value of type []handlers.jsonPatchOp");
    }
    JsonPatch run = new JsonPatch(target.deepCopy());
    for (JsonNode operation : patch) {
      run.apply(operation);
    }
    return run.document;
  }

  private void apply(JsonNode operation) throws PatchFailure {
    String op = Json.string(operation, "op");
    String path = Json.string(operation, "path");
    switch (op) {
      case "add" -> add(path, value(operation), "add");
      case "remove" -> remove(path);
      case "replace" -> replace(path, value(operation));
      case "move" -> {
        String from = Json.string(operation, "from");
        JsonNode value = existing(from, "move").deepCopy();
        remove(from);
        add(path, value, "move");
      }
      case "copy" -> add(path, existing(Json.string(operation, "from"), "copy").deepCopy(), "copy");
      case "test" -> test(path, value(operation));
      default ->
          throw PatchFailure.inapplicable("Unexpected kind: " + (op.isEmpty() ? "unknown" : op));
    }
  }

  private static JsonNode value(JsonNode operation) {
    JsonNode value = operation.get("value");
    return value == null ? NullNode.getInstance() : value.deepCopy();
  }

  private static List<String> steps(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    return java.util.Arrays.stream(path.substring(1).split("/", -1))
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private JsonNode parent(List<String> steps) {
    JsonNode at = document;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = child(at, step);
      if (at == null) {
        return null;
      }
    }
    return at.isContainerNode() ? at : null;
  }

  private static JsonNode child(JsonNode at, String step) {
    if (at.isArray()) {
      try {
        int index = Integer.parseInt(step);
        return at.get(index < 0 ? at.size() + index : index);
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return at.get(step);
  }

  private JsonNode existing(String path, String op) throws PatchFailure {
    JsonNode at = document;
    for (String step : steps(path)) {
      at = at == null ? null : child(at, step);
    }
    if (at == null) {
      throw missing(op, path);
    }
    return at;
  }

  private static PatchFailure missing(String op, String path) {
    return PatchFailure.inapplicable(
        op + " operation does not apply: doc is missing path: " + path + ": missing value");
  }

  private static PatchFailure missingKey(String op, String path) {
    return PatchFailure.inapplicable(
        op + " operation does not apply: doc is missing key: " + path + ": missing value");
  }

  private void add(String path, JsonNode value, String op) throws PatchFailure {
    List<String> steps = steps(path);
    if (steps.isEmpty()) {
      document = value;
      return;
    }
    JsonNode parent = parent(steps);
    if (parent == null) {
      throw missing(op, path);
    }
    String last = steps.get(steps.size() - 1);
    if (parent instanceof ArrayNode array) {
      int index = last.equals("-") ? array.size() : index(last, array.size(), op, path, true);
      array.insert(index, value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }

  private void remove(String path) throws PatchFailure {
    List<String> steps = steps(path);
    JsonNode parent = steps.isEmpty() ? null : parent(steps);
    if (parent == null) {
      throw missing("remove", path);
    }
    String last = steps.get(steps.size() - 1);
    if (parent instanceof ArrayNode array) {
      array.remove(index(last, array.size(), "remove", path, false));
    } else if (((ObjectNode) parent).remove(last) == null) {
      throw PatchFailure.inapplicable(
          "remove operation does not apply: error in remove for path: '"
              + path
              + "': Unable to remove nonexistent key: "
              + last
              + ": missing value");
    }
  }

  private void replace(String path, JsonNode value) throws PatchFailure {
    List<String> steps = steps(path);
    if (steps.isEmpty()) {
      document = value;
      return;
    }
    JsonNode parent = parent(steps);
    if (parent == null) {
      throw missing("replace", path);
    }
    String last = steps.get(steps.size() - 1);
    if (parent instanceof ArrayNode array) {
      array.set(index(last, array.size(), "replace", path, false), value);
    } else if (parent.has(last)) {
      ((ObjectNode) parent).set(last, value);
    } else {
      throw missingKey("replace", path);
    }
  }

  private void test(String path, JsonNode value) throws PatchFailure {
    JsonNode at = document;
    for (String step : steps(path)) {
      at = at == null ? null : child(at, step);
    }
    JsonNode actual = at == null ? NullNode.getInstance() : at;
    if (!Json.same(actual, value)) {
      throw PatchFailure.inapplicable("testing value " + path + " failed: test failed");
    }
  }

  private static int index(String step, int size, String op, String path, boolean atEnd)
      throws PatchFailure {
    try {
      int index = Integer.parseInt(step);
      int actual = index < 0 ? size + index : index;
      if (actual < 0 || actual > (atEnd ? size : size - 1)) {
        throw PatchFailure.inapplicable(
            op
                + " operation does not apply: error in "
                + op
                + " for path: '"
                + path
                + "': Unable to access invalid index: "
                + index
                + ": invalid index referenced");
      }
      return actual;
    } catch (NumberFormatException e) {
      throw PatchFailure.inapplicable(
          op + " operation does not apply: value was not a proper array index: '" + step + "'");
    }
  }
}
