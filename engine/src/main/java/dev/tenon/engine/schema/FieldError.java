package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with one field, with the very text that a Kubernetes API server gives it.
 *
 * @param type what kind of error it is
 * @param field the path of the field, {@code <nil>} for an error of the object as a whole
 * @param badValue the offending value; empty where the message leaves it out
 * @param detail what is wrong with it; may be empty
 */
public record FieldError(
    FieldErrorType type, String field, Optional<JsonNode> badValue, String detail) {
  /** How the API server prints the path of an error that is about the object as a whole. */
  static final String WHOLE_OBJECT = "<nil>";

  /** The whole text: {@code spec.owner: Required value}. */
  public String message() {
    return field + ": " + body();
  }

  /** The text without the field, as it stands in a Status' causes: {@code Required value}. */
  public String body() {
    StringBuilder out = new StringBuilder(type.text());
    if (type.showsValue() && badValue.isPresent()) {
      out.append(": ").append(printed(badValue.get()));
    }
    if (!detail.isEmpty()) {
      out.append(": ").append(detail);
    }
    return out.toString();
  }

  private static String printed(JsonNode value) {
    return switch (GoKind.of(value)) {
      case BOOL, INT, FLOAT -> GoText.plain(value);
      case STRING -> GoText.quote(value.textValue());
      case NULL, LIST, MAP -> GoText.json(value);
    };
  }

  static FieldError invalid(String field, JsonNode value, String detail) {
    return new FieldError(FieldErrorType.INVALID, field, Optional.of(value), detail);
  }

  static FieldError invalid(String field, String value, String detail) {
    return invalid(field, TextNode.valueOf(value), detail);
  }

  static FieldError typeInvalid(String field, JsonNode value, String detail) {
    return new FieldError(FieldErrorType.TYPE_INVALID, field, Optional.of(value), detail);
  }

  static FieldError required(String field, String detail) {
    return new FieldError(FieldErrorType.REQUIRED, field, Optional.empty(), detail);
  }

  static FieldError forbidden(String field, String detail) {
    return new FieldError(FieldErrorType.FORBIDDEN, field, Optional.empty(), detail);
  }

  static FieldError duplicate(String field, JsonNode value) {
    return new FieldError(FieldErrorType.DUPLICATE, field, Optional.of(value), "");
  }

  static FieldError notSupported(String field, JsonNode value, List<String> supported) {
    String detail =
        supported.isEmpty()
            ? ""
            : "supported values: "
                + supported.stream().map(GoText::quote).collect(Collectors.joining(", "));
    return new FieldError(FieldErrorType.NOT_SUPPORTED, field, Optional.of(value), detail);
  }

  static FieldError tooLong(String field, long most) {
    return new FieldError(
        FieldErrorType.TOO_LONG,
        field,
        Optional.empty(),
        "may not be more than " + most + (most == 1 ? " byte" : " bytes"));
  }

  static FieldError tooMany(String field, long actual, long most) {
    return new FieldError(
        FieldErrorType.TOO_MANY,
        field,
        Optional.of(
            actual <= Integer.MAX_VALUE
                ? IntNode.valueOf((int) actual)
                : JsonNodeFactory.instance.numberNode(actual)),
        "must have at most " + most + (most == 1 ? " item" : " items"));
  }

  static FieldError internal(String field, String detail) {
    return new FieldError(FieldErrorType.INTERNAL, field, Optional.empty(), detail);
  }
}
