package dev.tenon.local.api.rules;

/** A body that cannot be read as its kind at all, in the words of Go's JSON decoder. */
public final class Misshapen extends RuntimeException {
  private static final long serialVersionUID = 1;

  Misshapen(String message) {
    super(message, null, false, false);
  }
}
