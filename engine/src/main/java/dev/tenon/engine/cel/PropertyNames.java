package dev.tenon.engine.cel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of properties as they must be written in CEL, where an identifier has letters, digits and
 * underscores only: {@code x-y} is {@code x__dash__y}, {@code namespace} is {@code __namespace__}.
 * The rules are those of Kubernetes ({@code apiserver/pkg/cel/escaping.go}).
 */
public final class PropertyNames {
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_./-]*");
  private static final Pattern ESCAPE = Pattern.compile("__([^_]+)__");

  private PropertyNames() {}

  /** The name in CEL; empty where a property of that name cannot be reached. */
  public static Optional<String> escape(String name) {
    if (RESERVED.contains(name)) {
      return Optional.of("__" + name + "__");
    }
    if (!PLAIN.matcher(name).matches() && !isReachable(name)) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && i + 1 < name.length() && name.charAt(i + 1) == '_') {
        out.append("__underscores__");
        i++;
      } else {
        switch (c) {
          case '.' -> out.append("__dot__");
          case '-' -> out.append("__dash__");
          case '/' -> out.append("__slash__");
          default -> out.append(c);
        }
      }
    }
    return Optional.of(out.toString());
  }

  /** A name may begin with a character that is escaped. */
  private static boolean isReachable(String name) {
    return !name.isEmpty()
        && "./-".indexOf(name.charAt(0)) >= 0
        && name.chars().allMatch(PropertyNames::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "_./-".indexOf(c) >= 0;
  }

  /**
   * The name of the property that CEL's name means; empty where the escapes in it are not valid.
   */
  public static Optional<String> unescape(String escaped) {
    if (!escaped.contains("__")) {
      return Optional.of(escaped);
    }
    Matcher matcher = ESCAPE.matcher(escaped);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (matcher.find()) {
      out.append(escaped, at, matcher.start());
      at = matcher.end();
      String what = matcher.group(1);
      switch (what) {
        case "underscores" -> out.append("__");
        case "dot" -> out.append('.');
        case "dash" -> out.append('-');
        case "slash" -> out.append('/');
        default -> {
          if (!RESERVED.contains(what) || matcher.end() - matcher.start() != escaped.length()) {
            return Optional.empty();
          }
          out.append(what);
        }
      }
    }
    return Optional.of(out.append(escaped, at, escaped.length()).toString());
  }
}
