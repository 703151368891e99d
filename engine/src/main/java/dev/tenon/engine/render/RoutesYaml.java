package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prints routes as YAML in block style. The text is part of a revision's identity, so it is made
 * here and not by a library, whose next version may print the same routes otherwise.
 */
final class RoutesYaml {
  /** What readers of YAML 1.1 or 1.2 take for something else than a text. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan");

  private static final Pattern DURATION = Pattern.compile("[0-9]+(ms|s|m|h|d)");
  private static final Pattern NUMBER_LIKE = Pattern.compile("\\.?[0-9].*");

  /** Starts no indicator of YAML. */
  private static final Pattern PLAIN_START = Pattern.compile("[A-Za-z0-9/._($].*");

  private final StringBuilder out = new StringBuilder();

  private RoutesYaml() {}

  static String print(JsonNode routes) {
    if (routes.isEmpty()) {
      return "[]\n";
    }
    RoutesYaml yaml = new RoutesYaml();
    yaml.list(routes, 0);
    return yaml.out.toString();
  }

  private void indent(int depth) {
    out.append(" ".repeat(depth));
  }

  private void list(JsonNode list, int depth) {
    for (JsonNode item : list) {
      indent(depth);
      out.append('-');
      if (item.isContainerNode() && !item.isEmpty()) {
        out.append(' ');
        if (item.isObject()) {
          object(item, depth + 2, true);
        } else {
          out.setLength(out.length() - 1);
          out.append('\n');
          list(item, depth + 2);
        }
      } else {
        scalar(item, depth + 2);
      }
    }
  }

  /**
   * @param inline whether its first field stands behind the dash of a list
   */
  private void object(JsonNode object, int depth, boolean inline) {
    boolean first = inline;
    for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (!first) {
        indent(depth);
      }
      first = false;
      out.append(text(field.getKey())).append(':');
      JsonNode value = field.getValue();
      if (value.isContainerNode() && !value.isEmpty()) {
        out.append('\n');
        if (value.isObject()) {
          object(value, depth + 2, false);
        } else {
          list(value, depth + 2);
        }
      } else {
        scalar(value, depth + 2);
      }
    }
  }

  private void scalar(JsonNode value, int depth) {
    out.append(' ');
    if (value.isObject()) {
      out.append("{}\n");
    } else if (value.isArray()) {
      out.append("[]\n");
    } else if (value.isTextual() && block(value.textValue())) {
      lines(value.textValue(), depth);
    } else if (value.isTextual()) {
      out.append(text(value.textValue())).append('\n');
    } else {
      out.append(value.asText()).append('\n');
    }
  }

  /** Whether a text of several lines can be printed as they are. */
  private static boolean block(String text) {
    if (text.indexOf('\n') < 0 || text.startsWith("\n") || text.startsWith(" ")) {
      return false;
    }
    if (!text.codePoints().allMatch(c -> c == '\n' || printable(c))) {
      return false;
    }
    // a line of blanks, or one that ends with a blank, is read differently by some
    return text.lines().noneMatch(line -> line.endsWith(" "));
  }

  private void lines(String text, int depth) {
    out.append(text.endsWith("\n") ? text.endsWith("\n\n") ? "|+" : "|" : "|-").append('\n');
    for (String line :
        (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
      if (!line.isEmpty()) {
        indent(depth);
      }
      out.append(line).append('\n');
    }
  }

  /**
   * What is printed as it is. Fixed ranges, because what a Java version takes for a letter changes
   * with it; what can hide or turn text around is not in them.
   */
  private static boolean printable(int c) {
    return c >= 0x20 && c < 0x7f
        || c > 0xa0 && c < 0x2000 && c != 0xad
        || c >= 0x2010 && c < 0x2028
        || c >= 0x2030 && c < 0x205f
        || c >= 0x20a0 && c < 0x2c00
        || c > 0x3000 && c < 0xd800;
  }

  private static String text(String text) {
    if (plain(text)) {
      return text;
    }
    if (!text.isEmpty() && !text.codePoints().allMatch(RoutesYaml::printable)) {
      return doubleQuoted(text);
    }
    return text.indexOf('\'') >= 0 && text.indexOf('"') < 0 && text.indexOf('\\') < 0
        ? '"' + text + '"'
        : "'" + text.replace("'", "''") + "'";
  }

  private static boolean plain(String text) {
    if (text.isEmpty()
        || !text.codePoints().allMatch(RoutesYaml::printable)
        || !PLAIN_START.matcher(text).matches()) {
      return false;
    }
    if (text.contains(": ") || text.contains(" #") || text.endsWith(":") || text.endsWith(" ")) {
      return false;
    }
    if (WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return !NUMBER_LIKE.matcher(text).matches() || DURATION.matcher(text).matches();
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                  if (printable(c)) {
                    quoted.appendCodePoint(c);
                  } else if (c <= 0xffff) {
                    quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                  } else {
                    quoted.append(String.format(Locale.ROOT, "\\U%08x", c));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
