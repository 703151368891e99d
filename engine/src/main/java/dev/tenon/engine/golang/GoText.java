package dev.tenon.engine.golang;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Values as Go prints them, because the API server's messages are made by Go's {@code fmt} and
 * {@code encoding/json}: quoted strings ({@code %q}), plain values ({@code %v}), and JSON with
 * sorted keys and HTML escaped.
 */
public final class GoText {
  private GoText() {}

  /**
   * A string in double quotes as {@code strconv.Quote} makes it: what cannot be printed is escaped.
   */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> quoteRune(out, c));
    return out.append('"').toString();
  }

  private static void quoteRune(StringBuilder out, int rune) {
    switch (rune) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (isLoneSurrogate(rune)) {
          // Go's decoder has put the replacement character in its place
          out.append('\uFFFD');
        } else if (isPrintable(rune)) {
          out.appendCodePoint(rune);
        } else if (rune < ' ' || rune == 0x7f) {
          out.append("\\x").append(hex(rune, 2));
        } else if (rune < 0x10000) {
          out.append("\\u").append(hex(rune, 4));
        } else {
          out.append("\\U").append(hex(rune, 8));
        }
      }
    }
  }

  private static String hex(int value, int digits) {
    String hex = Integer.toHexString(value);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }

  private static boolean isLoneSurrogate(int rune) {
    return rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE;
  }

  /**
   * Whether Go's {@code unicode.IsPrint} holds: letters, marks, numbers, punctuation, symbols, and
   * the ASCII space.
   */
  private static boolean isPrintable(int rune) {
    if (rune < 0x7f) {
      return rune >= ' ';
    }
    return switch (Character.getType(rune)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * A number as {@code %v} prints a float64: shortest digits, with an exponent below 1e-4 and from
   * 1e6.
   */
  public static String number(double value) {
    return number(value, -4, 6);
  }

  private static String number(double value, int smallest, int largest) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = shortest(Math.abs(value));
    String digits = exact.unscaledValue().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    StringBuilder out = new StringBuilder(value < 0 ? "-" : "");
    if (exponent < smallest || exponent >= largest) {
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      out.append('e').append(exponent < 0 ? '-' : '+');
      int size = Math.abs(exponent);
      return out.append(size < 10 ? "0" : "").append(size).toString();
    }
    return out.append(exact.toPlainString()).toString();
  }

  /**
   * The decimal with the fewest digits that still reads back as the same double; Java before 19
   * sometimes gives one digit too many.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal best = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    for (int precision = best.precision() - 1; precision > 0; precision--) {
      BigDecimal shorter =
          new BigDecimal(value)
              .round(new java.math.MathContext(precision, java.math.RoundingMode.HALF_EVEN));
      if (shorter.doubleValue() != value) {
        break;
      }
      best = shorter.stripTrailingZeros();
    }
    return best;
  }

  /**
   * A value as {@code encoding/json} writes it: keys sorted, no blanks, and {@code <}, {@code >},
   * {@code &} escaped.
   */
  public static String json(JsonNode value) {
    StringBuilder out = new StringBuilder();
    json(value, out);
    return out.toString();
  }

  /**
   * A value that is printed as it stands; for structs of Go, whose fields are not sorted as those
   * of its maps are.
   */
  public static JsonNode asIs(String json) {
    return new POJONode(json);
  }

  private static void json(JsonNode value, StringBuilder out) {
    if (value instanceof POJONode raw) {
      out.append(raw.getPojo());
      return;
    }
    switch (GoKind.of(value)) {
      case NULL -> out.append("null");
      case BOOL -> out.append(value.booleanValue());
      case INT -> out.append(value.longValue());
      case FLOAT -> out.append(jsonNumber(value.doubleValue()));
      case STRING -> jsonString(value.textValue(), out);
      case LIST -> {
        out.append('[');
        for (int i = 0; i < value.size(); i++) {
          out.append(i == 0 ? "" : ",");
          json(value.get(i), out);
        }
        out.append(']');
      }
      case MAP -> {
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
          out.append(i == 0 ? "" : ",");
          jsonString(names.get(i), out);
          out.append(':');
          json(value.get(names.get(i)), out);
        }
        out.append('}');
      }
    }
  }

  /**
   * {@code encoding/json} writes exponents from 1e21 and below 1e-6, and a one-digit exponent
   * without its zero.
   */
  private static String jsonNumber(double value) {
    String text = number(value, -6, 21);
    int exponent = text.indexOf("e-0");
    return exponent < 0 ? text : text.substring(0, exponent + 2) + text.substring(exponent + 3);
  }

  private static void jsonString(String text, StringBuilder out) {
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', 0x2028, 0x2029 -> out.append("\\u").append(hex(c, 4));
                default -> {
                  if (c < ' ') {
                    out.append("\\u").append(hex(c, 4));
                  } else if (isLoneSurrogate(c)) {
                    out.append('\uFFFD');
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    out.append('"');
  }

  /**
   * A value as {@code fmt} prints it with {@code %v}, after JSON was decoded into Go's untyped
   * values.
   */
  public static String plain(JsonNode value) {
    return switch (GoKind.of(value)) {
      case NULL -> "<nil>";
      case BOOL -> String.valueOf(value.booleanValue());
      case INT -> String.valueOf(value.longValue());
      case FLOAT -> number(value.doubleValue());
      case STRING -> value.textValue();
      case LIST -> {
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(plain(item)));
        yield "[" + String.join(" ", items) + "]";
      }
      case MAP -> {
        List<String> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        names.forEach(name -> items.add(name + ":" + plain(value.get(name))));
        yield "map[" + String.join(" ", items) + "]";
      }
    };
  }
}
