package dev.tenon.camel;

/**
 * An inbox cannot take a message, and never will: it has no usable key, or is too large. The
 * message of this exception says why and never shows content.
 */
public final class MessageRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean tooLarge;

  /**
   * Says why.
   *
   * @param tooLarge whether its size is the reason
   */
  public MessageRefused(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  /** Whether the size is the reason. */
  public boolean tooLarge() {
    return tooLarge;
  }
}
