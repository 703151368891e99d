package dev.tenon.camel.system.transport;

/** A request that was sent, or not even that, and got no complete answer. */
public final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1;

  /** Says what happened, in words that may be shown; names no exception. */
  public NoAnswer(String detail, Throwable cause) {
    super(detail, cause);
  }
}
