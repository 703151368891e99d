package dev.tenon.local.api.selector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A label selector: requirements that all must hold. */
public record LabelSelector(List<Requirement> requirements) {
  /** Selects everything. */
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  /** How a label is compared. */
  enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    ABSENT,
    GREATER,
    LESS
  }

  /** One requirement. */
  record Requirement(String key, Operator operator, Set<String> values) {
    boolean matches(JsonNode labels) {
      JsonNode value = labels.path(key);
      boolean has = value.isTextual();
      return switch (operator) {
        case IN -> has && values.contains(value.textValue());
        case NOT_IN -> !has || !values.contains(value.textValue());
        case EXISTS -> has;
        case ABSENT -> !has;
        case GREATER -> has && compare(value.textValue()) > 0;
        case LESS -> has && compare(value.textValue()) < 0;
      };
    }

    private int compare(String value) {
      try {
        return Long.compare(Long.parseLong(value), Long.parseLong(values.iterator().next()));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  /** Whether an object's labels match. */
  public boolean matches(JsonNode object) {
    if (requirements.isEmpty()) {
      return true;
    }
    JsonNode labels = object.path("metadata").path("labels");
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException where it is none; the message is an API server's
   */
  public static LabelSelector parse(String text) {
    return new LabelSelector(new Parser(text).parse());
  }

  private static final class Parser {
    private static final String SYMBOLS = "=!(),<>";
    private final List<String> tokens = new ArrayList<>();
    private int at;

    Parser(String text) {
      int i = 0;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (Character.isWhitespace(c)) {
          i++;
          continue;
        }
        int end = i + 1;
        if (SYMBOLS.indexOf(c) >= 0) {
          boolean pair = (c == '=' || c == '!') && end < text.length() && text.charAt(end) == '=';
          end += pair ? 1 : 0;
        } else {
          while (end < text.length()
              && SYMBOLS.indexOf(text.charAt(end)) < 0
              && !Character.isWhitespace(text.charAt(end))) {
            end++;
          }
        }
        tokens.add(text.substring(i, end));
        i = end;
      }
    }

    private String peek() {
      return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
      String token = peek();
      at++;
      return token;
    }

    private static boolean isWord(String token) {
      return !token.isEmpty() && SYMBOLS.indexOf(token.charAt(0)) < 0;
    }

    List<Requirement> parse() {
      List<Requirement> out = new ArrayList<>();
      while (!peek().isEmpty()) {
        if (!isWord(peek()) && !peek().equals("!")) {
          throw new IllegalArgumentException(
              "found '" + peek() + "', expected: !, identifier, or 'end of string'");
        }
        try {
          out.add(requirement());
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("unable to parse requirement: " + e.getMessage());
        }
        String separator = next();
        if (separator.isEmpty()) {
          break;
        }
        if (!separator.equals(",")) {
          throw new IllegalArgumentException(
              "found '" + separator + "', expected: ',' or 'end of string'");
        }
        if (!isWord(peek()) && !peek().equals("!")) {
          throw new IllegalArgumentException(
              "found '" + peek() + "', expected: identifier after ','");
        }
      }
      return List.copyOf(out);
    }

    private Requirement requirement() {
      boolean absent = peek().equals("!");
      if (absent) {
        next();
      }
      String key = next();
      if (!isWord(key)) {
        throw new IllegalArgumentException("found '" + key + "', expected: identifier");
      }
      checkKey(key);
      if (absent) {
        return new Requirement(key, Operator.ABSENT, Set.of());
      }
      if (peek().isEmpty() || peek().equals(",")) {
        return new Requirement(key, Operator.EXISTS, Set.of());
      }
      String operator = next();
      return switch (operator) {
        case "=", "==" -> new Requirement(key, Operator.IN, Set.of(value(key)));
        case "!=" -> new Requirement(key, Operator.NOT_IN, Set.of(value(key)));
        case ">" -> new Requirement(key, Operator.GREATER, Set.of(number(key)));
        case "<" -> new Requirement(key, Operator.LESS, Set.of(number(key)));
        case "in" -> new Requirement(key, Operator.IN, values(key));
        case "notin" -> new Requirement(key, Operator.NOT_IN, values(key));
        default ->
            throw new IllegalArgumentException(
                "found '" + operator + "', expected: in, notin, =, ==, !=, gt, lt");
      };
    }

    private String value(String key) {
      if (peek().isEmpty() || peek().equals(",")) {
        return "";
      }
      String value = next();
      if (!isWord(value)) {
        throw new IllegalArgumentException("found '" + value + "', expected: identifier");
      }
      checkValue(key, value);
      return value;
    }

    private String number(String key) {
      String value = value(key);
      if (!value.matches("[-+]?[0-9]+")) {
        throw new IllegalArgumentException(
            "values[0]: Invalid value: \""
                + value
                + "\": for 'Gt', 'Lt' operators, the value must be an integer");
      }
      return value;
    }

    private Set<String> values(String key) {
      if (!peek().equals("(")) {
        throw new IllegalArgumentException("found '" + peek() + "' expected: '('");
      }
      next();
      Set<String> out = new TreeSet<>();
      boolean wantsValue = true;
      while (true) {
        String token = next();
        if (token.equals(")")) {
          if (wantsValue) {
            out.add("");
          }
          return out;
        }
        if (token.equals(",")) {
          if (wantsValue) {
            out.add("");
          }
          wantsValue = true;
        } else if (isWord(token) && wantsValue) {
          checkValue(key, token);
          out.add(token);
          wantsValue = false;
        } else {
          throw new IllegalArgumentException("found '" + token + "', expected: ',' or ')'");
        }
      }
    }

    private static void checkKey(String key) {
      List<String> complaints = ObjectNames.qualifiedName(key);
      if (!complaints.isEmpty()) {
        throw new IllegalArgumentException(
            "key: Invalid value: \"" + key + "\": " + String.join("; ", complaints));
      }
    }

    private static void checkValue(String key, String value) {
      List<String> complaints = ObjectNames.labelValue(value);
      if (!complaints.isEmpty()) {
        throw new IllegalArgumentException(
            "values[0]["
                + key
                + "]: Invalid value: \""
                + value
                + "\": "
                + String.join("; ", complaints));
      }
    }
  }
}
