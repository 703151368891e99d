package dev.tenon.engine.cel.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.tenon.engine.golang.GoText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code string.format}: %s, %d, %f, %e, %b, %o, %x and %X, as CEL's string extension has them at
 * version 2, which prints numbers with a fraction as one does in the United States.
 */
final class StringFormatting {
  private static final int DEFAULT_PRECISION = 6;
  private static final int GREATEST_PRECISION = 1_000;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private StringFormatting() {}

  static String format(String format, List<?> args) {
    StringBuilder out = new StringBuilder();
    walk(
        format,
        args.size(),
        out,
        (letter, precision, i) -> out.append(clause(letter, precision, args.get(i))));
    return out.toString();
  }

  /**
   * What is wrong with a format and arguments of these types, as far as can be told before they
   * have values; empty where nothing is.
   */
  static Optional<String> problem(String format, List<CelType> types) {
    try {
      int used =
          walk(
              format,
              types.size(),
              new StringBuilder(),
              (letter, precision, i) -> checkType(letter, precision, types.get(i)));
      return used < types.size()
          ? Optional.of(
              "too many arguments supplied to string.format (expected "
                  + used
                  + ", got "
                  + types.size()
                  + ")")
          : Optional.empty();
    } catch (CelInvalidArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void checkType(char letter, int precision, CelType type) {
    Object example = EXAMPLES.getOrDefault(type.kind(), NullValue.NULL_VALUE);
    if (type.kind() == CelKind.DYN
        || (type.kind() == CelKind.STRING && (letter == 'f' || letter == 'e'))) {
      example = letter == 'f' || letter == 'e' ? (Object) 0.0 : (Object) 0L;
    }
    clause(letter, precision, example);
  }

  /** A value of each kind, to try a clause with. */
  private static final Map<CelKind, Object> EXAMPLES =
      Map.of(
          CelKind.INT,
          0L,
          CelKind.UINT,
          UnsignedLong.ZERO,
          CelKind.DOUBLE,
          0.0,
          CelKind.BOOL,
          false,
          CelKind.STRING,
          "",
          CelKind.BYTES,
          CelByteString.EMPTY,
          CelKind.LIST,
          List.of(),
          CelKind.MAP,
          Map.of(),
          CelKind.DURATION,
          Duration.ZERO,
          CelKind.TIMESTAMP,
          Instant.EPOCH);

  /** What to do with a clause. */
  private interface Clause {
    void at(char letter, int precision, int argument);
  }

  /** Goes through a format; returns how many arguments it used. */
  private static int walk(String format, int args, StringBuilder out, Clause clause) {
    int argument = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        out.append(c);
      } else if (i + 1 < format.length() && format.charAt(i + 1) == '%') {
        out.append('%');
        i++;
      } else {
        if (argument >= args) {
          throw Overload.failure("index " + argument + " out of range");
        }
        int end = clauseEnd(format, i + 1);
        clause.at(format.charAt(end), precision(format, i + 1, end), argument++);
        i = end;
      }
    }
    return argument;
  }

  /** Where the letter of a clause stands. */
  private static int clauseEnd(String format, int from) {
    int at = from;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
        at++;
      }
      if (at >= format.length()) {
        throw unparsable(
            "error while parsing precision: could not find end of precision specifier");
      }
    }
    if (at >= format.length()) {
      throw Overload.failure("unexpected end of string");
    }
    return at;
  }

  private static int precision(String format, int from, int end) {
    if (from == end) {
      return DEFAULT_PRECISION;
    }
    String digits = format.substring(from + 1, end);
    if (digits.isEmpty() || digits.length() > 9 || Integer.parseInt(digits) > GREATEST_PRECISION) {
      throw unparsable(
          "error while parsing precision: it must be a number up to " + GREATEST_PRECISION);
    }
    return Integer.parseInt(digits);
  }

  private static String clause(char letter, int precision, Object arg) {
    return switch (letter) {
      case 's' -> text(arg);
      case 'd' -> decimal(arg);
      case 'f' -> fixed(arg, precision);
      case 'e' -> scientific(arg, precision);
      case 'b' -> binary(arg);
      case 'o' -> octal(arg);
      case 'x' -> hex(arg);
      case 'X' -> hex(arg).toUpperCase(Locale.ROOT);
      default -> throw unparsable("unrecognized formatting clause \"" + letter + "\"");
    };
  }

  private static String text(Object arg) {
    if (arg instanceof List<?> list) {
      List<String> items = new ArrayList<>();
      list.forEach(item -> items.add(literal(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (arg instanceof Map<?, ?> map) {
      Map<String, String> entries = new TreeMap<>();
      map.forEach((key, value) -> entries.put(key(key), literal(value)));
      List<String> items = new ArrayList<>();
      entries.forEach((key, value) -> items.add(key + ":" + value));
      return "{" + String.join(", ", items) + "}";
    }
    if (arg instanceof NullValue) {
      return "null";
    }
    if (arg instanceof Double number) {
      return GoText.number(number);
    }
    if (arg instanceof CelByteString bytes) {
      return bytes.toStringUtf8();
    }
    if (arg instanceof Duration duration) {
      return StandardFunctions.print(duration);
    }
    if (arg instanceof TypeType type) {
      return type.containingTypeName();
    }
    if (arg instanceof String
        || arg instanceof Long
        || arg instanceof Boolean
        || arg instanceof UnsignedLong
        || arg instanceof Instant) {
      return arg.toString();
    }
    throw wrong(
        "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
        arg);
  }

  /** A value inside of a list or map: as one would write it in CEL. */
  private static String literal(Object value) {
    if (value instanceof String text) {
      return GoText.quote(text);
    }
    if (value instanceof CelByteString bytes) {
      return "b" + GoText.quote(bytes.toStringUtf8());
    }
    if (value instanceof Double number) {
      boolean finite = !number.isNaN() && !number.isInfinite();
      return finite
          ? exact(number).setScale(DEFAULT_PRECISION, RoundingMode.HALF_EVEN).toPlainString()
          : GoText.quote(GoText.number(number));
    }
    if (value instanceof Duration duration) {
      return "duration(" + GoText.quote(StandardFunctions.print(duration)) + ")";
    }
    if (value instanceof Instant instant) {
      return "timestamp(" + GoText.quote(instant.toString()) + ")";
    }
    return text(value);
  }

  private static String key(Object key) {
    if (key instanceof String text) {
      return GoText.quote(text);
    }
    if (key instanceof Boolean || key instanceof Long || key instanceof UnsignedLong) {
      return key.toString();
    }
    throw Overload.failure(
        "error during formatting: no formatting function for map key of type " + typeName(key));
  }

  private static String decimal(Object arg) {
    if (arg instanceof Long || arg instanceof UnsignedLong) {
      return arg.toString();
    }
    throw wrong("decimal clause can only be used on integers", arg);
  }

  private static String fixed(Object arg, int precision) {
    if (!(arg instanceof Double number)) {
      return notANumber(arg, "fixed-point");
    }
    if (number.isNaN() || number.isInfinite()) {
      return special(number);
    }
    BigDecimal rounded = exact(number).setScale(precision, RoundingMode.HALF_EVEN);
    String plain = rounded.abs().toPlainString();
    int point = plain.indexOf('.');
    StringBuilder whole = new StringBuilder(point < 0 ? plain : plain.substring(0, point));
    for (int i = whole.length() - 3; i > 0; i -= 3) {
      whole.insert(i, ',');
    }
    return (number < 0 || isNegativeZero(number) ? "-" : "")
        + whole
        + (point < 0 ? "" : plain.substring(point));
  }

  /**
   * Six digits after the point always: what stands in the clause as their number is taken as the
   * least width, as on an API server.
   */
  private static String scientific(Object arg, int width) {
    if (!(arg instanceof Double number)) {
      return notANumber(arg, "scientific");
    }
    if (number.isNaN() || number.isInfinite()) {
      return special(number);
    }
    BigDecimal rounded =
        exact(Math.abs(number))
            .round(new MathContext(DEFAULT_PRECISION + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded
            .scaleByPowerOfTen(-exponent)
            .setScale(DEFAULT_PRECISION, RoundingMode.HALF_EVEN)
            .toPlainString();
    StringBuilder superscript = new StringBuilder(exponent < 0 ? "⁻" : "");
    String.format(Locale.ROOT, "%02d", Math.abs(exponent))
        .chars()
        .forEach(c -> superscript.append(SUPERSCRIPTS.charAt(c - '0')));
    String text =
        (number < 0 || isNegativeZero(number) ? "-" : "") + mantissa + "×10" + superscript;
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static boolean isNegativeZero(double number) {
    return number == 0 && 1 / number < 0;
  }

  private static String special(double number) {
    return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "-∞";
  }

  /** Some texts stand for numbers that have no literal. */
  private static String notANumber(Object arg, String clause) {
    if ("NaN".equals(arg)) {
      return special(Double.NaN);
    }
    if ("Infinity".equals(arg)) {
      return special(Double.POSITIVE_INFINITY);
    }
    if ("-Infinity".equals(arg)) {
      return special(Double.NEGATIVE_INFINITY);
    }
    throw wrong(clause + " clause can only be used on doubles", arg);
  }

  private static BigDecimal exact(double number) {
    return new BigDecimal(number);
  }

  private static String binary(Object arg) {
    if (arg instanceof Boolean bool) {
      return bool ? "1" : "0";
    }
    return integer(arg, "only integers and bools can be formatted as binary").toString(2);
  }

  private static String octal(Object arg) {
    return integer(arg, "octal clause can only be used on integers").toString(8);
  }

  private static String hex(Object arg) {
    if (arg instanceof String text) {
      return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
    if (arg instanceof CelByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
    return integer(arg, "only integers, byte buffers, and strings can be formatted as hex")
        .toString(16);
  }

  private static BigInteger integer(Object arg, String rule) {
    if (arg instanceof Long number) {
      return BigInteger.valueOf(number);
    }
    if (arg instanceof UnsignedLong number) {
      return number.bigIntegerValue();
    }
    throw wrong(rule, arg);
  }

  private static RuntimeException unparsable(String why) {
    return Overload.failure("could not parse formatting clause: " + why);
  }

  private static RuntimeException wrong(String rule, Object arg) {
    return Overload.failure("error during formatting: " + rule + ", was given " + typeName(arg));
  }

  private static String typeName(Object value) {
    return StandardFunctions.typeName(value);
  }
}
