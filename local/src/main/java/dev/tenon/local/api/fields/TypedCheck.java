package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a value fits a shape, which an applied configuration must before it is merged. */
final class TypedCheck {
  private final boolean allowDuplicates;
  private final List<String> errors = new ArrayList<>();

  private TypedCheck(boolean allowDuplicates) {
    this.allowDuplicates = allowDuplicates;
  }

  /**
   * Throws {@link TypedMismatch} that names every misfit, duplicates in sets and keyed lists
   * included.
   */
  static void check(Shape shape, JsonNode value) {
    TypedCheck check = new TypedCheck(false);
    check.visit(shape, value, "");
    if (!check.errors.isEmpty()) {
      List<String> errors = check.errors;
      if (errors.size() == 1) {
        throw new TypedMismatch(errors.get(0));
      }
      throw new TypedMismatch("errors:\n  " + String.join("\n  ", errors));
    }
  }

  /** Whether the value fits, duplicates apart. */
  static boolean fits(Shape shape, JsonNode value) {
    TypedCheck check = new TypedCheck(true);
    check.visit(shape, value, "");
    return check.errors.isEmpty();
  }

  private void visit(Shape shape, JsonNode value, String path) {
    switch (shape.formOf(value)) {
      case MAP -> map(shape.map().orElseThrow(), value, path);
      case LIST -> list(shape.list().orElseThrow(), value, path);
      case SCALAR -> scalar(shape.scalar().orElseThrow(), value, path);
      case NONE -> errors.add(path + ": schema error: invalid atom");
    }
  }

  private void map(Shape.MapShape map, JsonNode value, String path) {
    if (value.isNull()) {
      return;
    }
    if (!value.isObject()) {
      error(path, "expected map, got " + shown(value));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String at = path + "." + entry.getKey();
      map.at(entry.getKey())
          .ifPresentOrElse(
              inside -> visit(inside, entry.getValue(), at),
              () -> error(at, "field not declared in schema"));
    }
  }

  private void list(Shape.ListShape list, JsonNode value, String path) {
    if (value.isNull()) {
      return;
    }
    if (!value.isArray()) {
      error(path, "expected list, got " + shown(value));
      return;
    }
    Set<PathElement> seen = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      String at = path + "[" + i + "]";
      if (list.associative()) {
        PathElement element;
        try {
          element = ListItems.elementOf(list, value.get(i));
        } catch (TypedMismatch e) {
          error(path, "element " + i + ": " + e.getMessage());
          return;
        }
        if (!seen.add(element) && !allowDuplicates) {
          error(path, "duplicate entries for key " + element);
        }
        at = path + element;
      }
      visit(list.items(), value.get(i), at);
    }
  }

  private void scalar(Shape.Scalar scalar, JsonNode value, String path) {
    if (value.isNull()) {
      return;
    }
    switch (scalar) {
      case NUMERIC -> {
        if (!value.isNumber()) {
          error(path, "expected numeric (int or float), got " + goType(value));
        }
      }
      case STRING -> {
        if (!value.isTextual()) {
          error(
              path, "expected string, got &value.valueUnstructured{Value:" + goSyntax(value) + "}");
        }
      }
      case BOOLEAN -> {
        if (!value.isBoolean()) {
          error(path, "expected boolean, got " + shown(value));
        }
      }
      case ANY -> {
        if (value.isContainerNode()) {
          error(path, "expected any scalar, got " + shown(value));
        }
      }
    }
  }

  private void error(String path, String message) {
    errors.add(path.isEmpty() ? message : path + ": " + message);
  }

  private static String goType(JsonNode value) {
    if (value.isObject()) {
      return "map[string]interface {}";
    }
    if (value.isArray()) {
      return "[]interface {}";
    }
    return value.isBoolean() ? "bool" : "string";
  }

  private static String goSyntax(JsonNode value) {
    if (value.isObject() || value.isArray()) {
      return goType(value) + GoText.json(value);
    }
    return GoText.json(value);
  }

  private static String shown(JsonNode value) {
    return "&{" + (value.isTextual() ? value.textValue() : GoText.json(value)) + "}";
  }
}
