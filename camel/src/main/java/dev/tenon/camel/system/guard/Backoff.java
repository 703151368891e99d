package dev.tenon.camel.system.guard;

import dev.tenon.plan.Resilience;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before an attempt: exponential with full jitter, so that callers that failed
 * together do not come back together. The formula is the one of the AWS Architecture Blog's
 * "Exponential Backoff And Jitter": a random time between 0 and min(cap, base × multiplier^n).
 */
final class Backoff {
  private final Resilience.Retry retry;
  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to below 1
   */
  Backoff(Resilience.Retry retry, DoubleSupplier random) {
    this.retry = retry;
    this.random = random;
  }

  /**
   * The wait after so many failed attempts.
   *
   * @param failed at least 1
   */
  Duration after(int failed) {
    double longest =
        (double) retry.initialBackoff().toMillis()
            * Math.pow(retry.backoffMultiplier(), failed - 1.0);
    double bounded = Math.min(longest, (double) retry.maxBackoff().toMillis());
    return Duration.ofNanos((long) (bounded * random.getAsDouble() * 1_000_000));
  }

  /**
   * The wait that a System asked for, and a little more, different for each caller: they would
   * otherwise all come back in the same moment.
   */
  Duration atLeast(Duration asked) {
    return asked.plus(
        Duration.ofNanos(
            (long) ((double) retry.initialBackoff().toNanos() * random.getAsDouble())));
  }
}
