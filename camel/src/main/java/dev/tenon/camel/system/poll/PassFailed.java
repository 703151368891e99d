package dev.tenon.camel.system.poll;

/** A pass that did not come to its end. Says why, for people; nothing of what was read. */
public final class PassFailed extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public PassFailed(String message) {
    super(message);
  }
}
