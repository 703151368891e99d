package dev.tenon.camel.state;

/**
 * The state store does not answer; what was asked of it did not happen, as far as anybody may rely
 * on it.
 */
public final class StateUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what could not be done. */
  public StateUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
