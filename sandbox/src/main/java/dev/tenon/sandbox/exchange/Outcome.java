package dev.tenon.sandbox.exchange;

import java.time.Duration;

/**
 * What becomes of a request: its answer, how long until it goes out, how it goes out, and what to
 * do when that is over, also when the client left before (called once).
 */
public record Outcome(Answer answer, Duration delay, Delivery delivery, Runnable ended) {
  private static final Runnable NOTHING = () -> {};

  /** An answer in order and at once. */
  public static Outcome of(Answer answer) {
    return new Outcome(answer, Duration.ZERO, Delivery.WHOLE, NOTHING);
  }
}
