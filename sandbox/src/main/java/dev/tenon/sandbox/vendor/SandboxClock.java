package dev.tenon.sandbox.vendor;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a sandbox: the machine's, and as far ahead as it was advanced. Of the loop's thread
 * alone.
 */
public final class SandboxClock {
  private long ahead;
  private Instant last = Instant.MIN;

  /** Now, in milliseconds of the epoch. */
  public long millis() {
    return System.currentTimeMillis() + ahead;
  }

  /** Now, to the millisecond. */
  public Instant now() {
    return Instant.ofEpochMilli(millis());
  }

  /**
   * An instant after all that it gave before, so that what came later sorts later, whichever vendor
   * it came to: to the millisecond, and a nanosecond more for each other within the same.
   */
  Instant next() {
    Instant now = now();
    last = now.isAfter(last) ? now : last.plusNanos(1);
    return last;
  }

  /** Lets time pass. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    ahead = Math.addExact(ahead, by.toMillis());
  }
}
