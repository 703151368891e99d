package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoPattern;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.schema.SchemaNode.Values;
import java.util.Optional;

/** The checks of strings and numbers, and of membership in an enumeration. */
final class Scalars {
  private final ValueValidation validation;
  private final Formats formats;
  private final Findings found;
  private final FieldPath path;

  Scalars(ValueValidation validation, Formats formats, Findings found, FieldPath path) {
    this.validation = validation;
    this.formats = formats;
    this.found = found;
    this.path = path;
  }

  void checkString(SchemaNode schema, String text) {
    checkLengthAndPattern(schema.values(), text);
    found.passed();
    Optional<String> format = formats.known(schema);
    if (format.isPresent()) {
      formats.refusal(format.get(), text).ifPresent(why -> refuse(format.get(), text, why));
      found.passed();
    }
  }

  private void refuse(String format, String text, String why) {
    String message =
        path
            + " in body must be of type "
            + format
            + ": "
            + GoText.quote(text)
            + (why.isEmpty() ? "" : ", because: " + why);
    found.add(
        message, FieldError.typeInvalid(validation.field(path), TextNode.valueOf(text), message));
  }

  /**
   * At most one error: a text that is too long is not looked at further. Lengths are in code
   * points.
   */
  private void checkLengthAndPattern(Values values, String text) {
    int length = text.codePointCount(0, text.length());
    if (values.maxLength().isPresent() && length > values.maxLength().getAsLong()) {
      long most = values.maxLength().getAsLong();
      found.add(
          path + " in body should be at most " + most + " chars long",
          FieldError.tooLong(validation.field(path), most));
    } else if (values.minLength().isPresent() && length < values.minLength().getAsLong()) {
      invalid(
          TextNode.valueOf(text),
          "should be at least " + values.minLength().getAsLong() + " chars long");
    } else if (values.pattern().isPresent() && !values.pattern().get().find(text)) {
      GoPattern pattern = values.pattern().get();
      String shown =
          pattern.source()
              + (pattern.compiled().isPresent()
                  ? ""
                  : ", but pattern is invalid: " + pattern.error());
      invalid(TextNode.valueOf(text), "should match '" + shown + "'");
    }
  }

  void checkNumber(SchemaNode schema, JsonNode value, GoKind kind) {
    Values values = schema.values();
    boolean whole = kind == GoKind.INT;
    if (values.multipleOf().isPresent()) {
      checkMultiple(values.multipleOf().getAsDouble(), value, whole);
    }
    if (values.minimum().isPresent()) {
      double least = values.minimum().getAsDouble();
      boolean exclusive = values.exclusiveMinimum();
      boolean below =
          whole
              ? value.longValue() < toLong(least)
                  || (exclusive && value.longValue() == toLong(least))
              : value.doubleValue() < least || (exclusive && value.doubleValue() == least);
      if (below) {
        invalid(
            shown(value, whole),
            "should be greater than " + (exclusive ? "" : "or equal to ") + bound(least, whole));
      }
    }
    if (values.maximum().isPresent()) {
      double most = values.maximum().getAsDouble();
      boolean exclusive = values.exclusiveMaximum();
      boolean above =
          whole
              ? value.longValue() > toLong(most) || (exclusive && value.longValue() == toLong(most))
              : value.doubleValue() > most || (exclusive && value.doubleValue() == most);
      if (above) {
        invalid(
            shown(value, whole),
            "should be less than " + (exclusive ? "" : "or equal to ") + bound(most, whole));
      }
    }
    found.passed();
    found.passed();
  }

  private void checkMultiple(double factor, JsonNode value, boolean whole) {
    if (whole ? toLong(factor) <= 0 : factor <= 0) {
      String text =
          "factor MultipleOf declared for " + path + " must be positive: " + bound(factor, whole);
      found.add(
          text,
          FieldError.invalid(
              validation.field(path),
              whole ? LongNode.valueOf(toLong(factor)) : DoubleNode.valueOf(factor),
              text));
    } else if (whole) {
      if (value.longValue() % toLong(factor) != 0) {
        invalid(value, "should be a multiple of " + toLong(factor));
      }
    } else if (!isWhole(
        factor < 1 ? 1 / factor * value.doubleValue() : value.doubleValue() / factor)) {
      invalid(shown(value, false), "should be a multiple of " + GoText.number(factor));
    }
  }

  private static JsonNode shown(JsonNode value, boolean whole) {
    return whole ? value : DoubleNode.valueOf(value.doubleValue());
  }

  private static String bound(double bound, boolean whole) {
    return whole ? Long.toString(toLong(bound)) : GoText.number(bound);
  }

  private void invalid(JsonNode value, String rest) {
    validation.invalid(found, path, value, path + " in body " + rest);
  }

  /**
   * A bound of a whole number loses its fraction; what does not fit 64 bits becomes the smallest
   * number, as on amd64.
   */
  private static long toLong(double bound) {
    return bound >= -0x1p63 && bound < 0x1p63 ? (long) bound : Long.MIN_VALUE;
  }

  /**
   * Whether a float is a whole number to JSON, within the tolerance that the API server allows
   * (go-openapi's swag).
   */
  static boolean isWhole(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value) || Math.abs(value) > MAX_JSON_FLOAT) {
      return false;
    }
    double whole = (double) (long) value;
    if (value == whole) {
      return true;
    }
    // next to a whole number, as after 0.1 + 0.2; below zero the API server knows no tolerance
    return value > 0 && whole != 0 && (value - whole) / (value + whole) < EPSILON;
  }

  private static final double MAX_JSON_FLOAT = (double) ((1L << 53) - 1);
  private static final double EPSILON = 1e-9;

  /**
   * Whether the value is that member of an enumeration, after Go's conversion of the value to the
   * member's type.
   */
  static boolean isOneOf(JsonNode value, GoKind kind, JsonNode member) {
    GoKind wanted = GoKind.of(member);
    if (kind == GoKind.NULL || wanted == GoKind.NULL) {
      return false;
    }
    if (kind == wanted) {
      return GoKind.equal(value, member);
    }
    if (kind == GoKind.INT && wanted == GoKind.FLOAT) {
      return (double) value.longValue() == member.doubleValue();
    }
    if (kind == GoKind.FLOAT && wanted == GoKind.INT) {
      return toLong(value.doubleValue()) == member.longValue();
    }
    if (kind == GoKind.INT && wanted == GoKind.STRING) {
      // an integer converts to the character of that number
      long rune = value.longValue();
      String text =
          rune >= 0 && rune <= Character.MAX_CODE_POINT ? Character.toString((int) rune) : "\uFFFD";
      return text.equals(member.textValue());
    }
    return false;
  }
}
