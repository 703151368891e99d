package dev.tenon.local.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.engine.schema.FieldErrorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the errors of this package, in Kubernetes' words. */
public final class Errors {
  private Errors() {}

  /** {@code field: Invalid value: "value": detail}. */
  public static FieldError invalid(String field, String value, String detail) {
    return invalid(field, TextNode.valueOf(value), detail);
  }

  /** {@code field: Invalid value: value: detail}. */
  public static FieldError invalid(String field, JsonNode value, String detail) {
    return new FieldError(FieldErrorType.INVALID, field, Optional.of(value), detail);
  }

  /** {@code field: Required value: detail}. */
  public static FieldError required(String field, String detail) {
    return new FieldError(FieldErrorType.REQUIRED, field, Optional.empty(), detail);
  }

  /** {@code field: Forbidden: detail}. */
  public static FieldError forbidden(String field, String detail) {
    return new FieldError(FieldErrorType.FORBIDDEN, field, Optional.empty(), detail);
  }

  /** {@code field: Too long: may not be more than N bytes}. */
  public static FieldError tooLong(String field, long most) {
    return new FieldError(
        FieldErrorType.TOO_LONG,
        field,
        Optional.empty(),
        "may not be more than " + most + " bytes");
  }

  /** {@code field: Unsupported value: "value": supported values: "a", "b"}. */
  public static FieldError notSupported(String field, JsonNode value, List<String> supported) {
    return new FieldError(
        FieldErrorType.NOT_SUPPORTED,
        field,
        Optional.of(value),
        "supported values: "
            + supported.stream().map(GoText::quote).collect(Collectors.joining(", ")));
  }
}
