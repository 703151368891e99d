package dev.tenon.engine.schema;

/**
 * What is wrong with a field, in the words of Kubernetes' API machinery ({@code field.ErrorType}).
 * The {@link #cause()} is what stands in a Status' causes, the {@link #text()} is how a message
 * about it begins.
 */
public enum FieldErrorType {
  NOT_FOUND("FieldValueNotFound", "Not found"),
  REQUIRED("FieldValueRequired", "Required value"),
  DUPLICATE("FieldValueDuplicate", "Duplicate value"),
  INVALID("FieldValueInvalid", "Invalid value"),
  NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
  FORBIDDEN("FieldValueForbidden", "Forbidden"),
  TOO_LONG("FieldValueTooLong", "Too long"),
  TOO_MANY("FieldValueTooMany", "Too many"),
  INTERNAL("InternalError", "Internal error"),
  TYPE_INVALID("FieldValueTypeInvalid", "Invalid value");

  private final String cause;
  private final String text;

  FieldErrorType(String cause, String text) {
    this.cause = cause;
    this.text = text;
  }

  /** The name of this type in {@code status.details.causes[].reason}. */
  public String cause() {
    return cause;
  }

  /** How a person reads it. */
  public String text() {
    return text;
  }

  /** Whether a message of this type shows the offending value. */
  boolean showsValue() {
    return switch (this) {
      case REQUIRED, FORBIDDEN, TOO_LONG, INTERNAL -> false;
      case INVALID, TYPE_INVALID, NOT_SUPPORTED, NOT_FOUND, DUPLICATE, TOO_MANY -> true;
    };
  }

  /**
   * Whether rules in CEL are left out while an object has an error of this type: they could not be
   * trusted to mean anything.
   */
  boolean blocksRules() {
    return switch (this) {
      case NOT_SUPPORTED, REQUIRED, TOO_LONG, TOO_MANY, TYPE_INVALID -> true;
      case INVALID, NOT_FOUND, DUPLICATE, FORBIDDEN, INTERNAL -> false;
    };
  }
}
