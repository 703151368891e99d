package dev.tenon.local.api.patch;

/** A patch that is none, or cannot be applied to this object; the message is for its writer. */
public final class PatchFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean unreadable;

  private PatchFailure(String message, boolean unreadable) {
    super(message, null, false, false);
    this.unreadable = unreadable;
  }

  static PatchFailure unreadable(String message) {
    return new PatchFailure(message, true);
  }

  static PatchFailure inapplicable(String message) {
    return new PatchFailure(message, false);
  }

  /** Whether the patch itself is wrong, whatever the object. */
  public boolean isUnreadable() {
    return unreadable;
  }
}
