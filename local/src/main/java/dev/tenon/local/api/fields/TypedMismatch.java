package dev.tenon.local.api.fields;

/** A value that does not have the shape that its kind declares; the message says where and how. */
final class TypedMismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  TypedMismatch(String message) {
    super(message, null, false, false);
  }
}
