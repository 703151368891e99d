package dev.tenon.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON paths of printer columns: fields, quoted fields, indices, slices' whole ({@code [*]})
 * and filters ({@code [?(@.type=="Ready")]}). What a path cannot be read as finds nothing, as a
 * column that is empty.
 */
final class ColumnPath {
  /** One step: gives what it leads to. */
  private interface Step {
    void follow(JsonNode from, List<JsonNode> out);
  }

  private static final Pattern FILTER =
      Pattern.compile("\\?\\(\\s*@((?:\\.[^=!<>\\s]+)?)\\s*(?:(==|!=|>=|<=|>|<)\\s*(.+?))?\\s*\\)");

  private final List<Step> steps = new ArrayList<>();

  private ColumnPath() {}

  /** Reads a path; nothing where it is none. */
  static Optional<ColumnPath> parse(String text) {
    ColumnPath path = new ColumnPath();
    String rest = text.startsWith("$") ? text.substring(1) : text;
    while (!rest.isEmpty()) {
      int end;
      if (rest.startsWith("..")) {
        return Optional.empty();
      } else if (rest.charAt(0) == '.') {
        end = 1;
        StringBuilder name = new StringBuilder();
        while (end < rest.length() && rest.charAt(end) != '.' && rest.charAt(end) != '[') {
          if (rest.charAt(end) == '\\' && end + 1 < rest.length()) {
            end++;
          }
          name.append(rest.charAt(end++));
        }
        path.field(name.toString());
      } else if (rest.charAt(0) == '[') {
        end = closing(rest);
        if (end < 0 || !path.bracket(rest.substring(1, end))) {
          return Optional.empty();
        }
        end++;
      } else {
        return Optional.empty();
      }
      rest = rest.substring(end);
    }
    return Optional.of(path);
  }

  private static int closing(String text) {
    char quote = 0;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ']') {
        return i;
      }
    }
    return -1;
  }

  private void field(String name) {
    if (name.isEmpty()) {
      return;
    }
    if (name.equals("*")) {
      steps.add((from, out) -> from.forEach(out::add));
    } else {
      steps.add(
          (from, out) -> {
            JsonNode value = from.get(name);
            if (value != null) {
              out.add(value);
            }
          });
    }
  }

  private boolean bracket(String inside) {
    if (inside.equals("*")) {
      steps.add((from, out) -> from.forEach(out::add));
      return true;
    }
    if (inside.matches("-?\\d+")) {
      int index = Integer.parseInt(inside);
      steps.add(
          (from, out) -> {
            JsonNode value = from.get(index < 0 ? from.size() + index : index);
            if (value != null) {
              out.add(value);
            }
          });
      return true;
    }
    if (inside.length() > 1 && (inside.startsWith("'") || inside.startsWith("\""))) {
      String name = inside.substring(1, inside.length() - 1);
      steps.add(
          (from, out) -> {
            if (from.has(name)) {
              out.add(from.get(name));
            }
          });
      return true;
    }
    Matcher filter = FILTER.matcher(inside);
    return filter.matches() && filter(filter);
  }

  private boolean filter(Matcher filter) {
    Optional<ColumnPath> left = parse(filter.group(1));
    if (left.isEmpty()) {
      return false;
    }
    String operator = filter.group(2);
    if (operator == null) {
      steps.add(
          (from, out) ->
              from.forEach(
                  item -> {
                    if (!left.get().find(item).isEmpty()) {
                      out.add(item);
                    }
                  }));
      return true;
    }
    String literal = filter.group(3);
    boolean quoted = literal.startsWith("\"") || literal.startsWith("'");
    String right = quoted ? literal.substring(1, literal.length() - 1) : literal;
    steps.add(
        (from, out) ->
            from.forEach(
                item -> {
                  List<JsonNode> found = left.get().find(item);
                  if (!found.isEmpty() && holds(found.get(0), operator, right)) {
                    out.add(item);
                  }
                }));
    return true;
  }

  private static boolean holds(JsonNode left, String operator, String right) {
    int order;
    try {
      order =
          left.isNumber()
              ? Double.compare(left.doubleValue(), Double.parseDouble(right))
              : left.asText().compareTo(right);
    } catch (NumberFormatException e) {
      return false;
    }
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      default -> order <= 0;
    };
  }

  /** What the path leads to, in order. */
  List<JsonNode> find(JsonNode from) {
    List<JsonNode> now = List.of(from);
    for (Step step : steps) {
      List<JsonNode> next = new ArrayList<>();
      now.forEach(node -> step.follow(node, next));
      now = next;
    }
    return now;
  }

  /** A value as a column of type string shows it. */
  static String shown(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isNull()) {
      return "<nil>";
    }
    if (value.isContainerNode()) {
      return dev.tenon.engine.golang.GoText.json(value);
    }
    return value.asText();
  }

  /** The entries of a map, for counting. */
  static int size(JsonNode object, String field) {
    int size = 0;
    for (Map.Entry<String, JsonNode> ignored : object.path(field).properties()) {
      size++;
    }
    return size;
  }

  /** A text at a field, or the empty string. */
  static String text(JsonNode object, String field) {
    return Json.string(object, field);
  }
}
