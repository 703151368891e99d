package dev.tenon.camel.system.poll;

import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;

/** A pass that did not come to its end. Says why, for people; nothing of what was read. */
public final class PassFailed extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public PassFailed(String message) {
    super(message);
  }

  /** What may be said of a route that took no item: our own exceptions hold no content. */
  public static String wordsOf(Throwable failure) {
    return failure instanceof StateUnavailable
            || failure instanceof SystemUnavailable
            || failure instanceof RequestRefused
        ? failure.getMessage()
        : "the route failed";
  }
}
