package dev.tenon.runner.context;

/**
 * A plan cannot run here. The message is for people: what, where, why, what to do; it holds no
 * values of Secrets and no names of exceptions.
 */
public final class StartRefused extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public StartRefused(String message) {
    super(message);
  }

  /** Says why, for people, and keeps the cause for debugging. */
  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
