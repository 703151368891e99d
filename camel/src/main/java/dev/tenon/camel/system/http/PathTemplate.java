package dev.tenon.camel.system.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A path with {@code {name}} in it: RFC 6570 level 1. Values are always encoded, so a value is
 * always a part of one segment. One that a server which decodes too much could read as a way out of
 * its folder is refused.
 */
final class PathTemplate {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /** What may stand in a path besides variables: pchar without percent-encoding, and slashes. */
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~:@,/!$&'()*+;=-]*");

  private static final int DECODINGS = 3;

  private final List<Part> parts;

  private PathTemplate(List<Part> parts) {
    this.parts = parts;
  }

  private record Part(String text, boolean variable) {}

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it does not begin with a slash, has empty or dot segments,
   *     or anything that is neither a literal nor a variable
   */
  static PathTemplate parse(String template) {
    if (!template.startsWith("/")) {
      throw bad(template, "must begin with /");
    }
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      String literal = template.substring(at, open < 0 ? template.length() : open);
      if (!LITERAL.matcher(literal).matches()) {
        throw bad(template, "may have letters, digits, ._~:@,/- and {name} only");
      }
      parts.add(new Part(literal, false));
      if (open < 0) {
        break;
      }
      int close = template.indexOf('}', open);
      String name = close < 0 ? "" : template.substring(open + 1, close);
      if (!NAME.matcher(name).matches()) {
        throw bad(template, "may have {name}, and no other expression of RFC 6570");
      }
      parts.add(new Part(name, true));
      at = close + 1;
    }
    // with a letter for each variable, no segment may be empty or dots
    StringBuilder shape = new StringBuilder();
    parts.forEach(part -> shape.append(part.variable() ? "x" : part.text()));
    if (shape.indexOf("//") >= 0 || leaves(shape.toString())) {
      throw bad(template, "must have no empty, . or .. segment");
    }
    return new PathTemplate(List.copyOf(parts));
  }

  /**
   * The path for these values.
   *
   * @param values by name; empty where there is none
   * @throws Unfit if a value is missing, empty or refused; names the variable
   */
  String expand(Function<String, Optional<String>> values) throws Unfit {
    StringBuilder path = new StringBuilder();
    for (Part part : parts) {
      path.append(part.variable() ? value(part.text(), values) : part.text());
    }
    // a value beside literals, such as {a}{b} with a dot each
    if (leaves(path.toString())) {
      throw new Unfit("the values of its path make a segment of dots");
    }
    return path.toString();
  }

  private static String value(String name, Function<String, Optional<String>> values) throws Unfit {
    String value =
        values
            .apply(name)
            .orElseThrow(
                () ->
                    new Unfit(
                        "its path needs {" + name + "}, which neither the body nor a header has"));
    if (value.isEmpty()) {
      throw new Unfit("its path needs {" + name + "}, which is empty");
    }
    if (leadsOut(value)) {
      throw new Unfit("the value of {" + name + "} in its path leads out of the path");
    }
    return Encoding.encode(value)
        .orElseThrow(() -> new Unfit("the value of {" + name + "} in its path is not Unicode"));
  }

  /** Whether a value, decoded by a server once more than it should, has a segment of dots. */
  private static boolean leadsOut(String value) {
    String decoded = value;
    for (int i = 0; i <= DECODINGS; i++) {
      if (leaves(decoded.replace('\\', '/'))) {
        return true;
      }
      String next = decode(decoded);
      if (next.equals(decoded)) {
        return false;
      }
      decoded = next;
    }
    return false;
  }

  private static boolean leaves(String path) {
    for (String segment : path.split("/", -1)) {
      // some servers take the part behind a semicolon off first
      String name = segment.indexOf(';') < 0 ? segment : segment.substring(0, segment.indexOf(';'));
      if (name.equals(".") || name.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** Decodes what is encoded well, and leaves the rest as it is. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        decoded[length++] = bytes[i];
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException bad(String template, String why) {
    return new IllegalArgumentException("the path '" + template + "' " + why);
  }
}
