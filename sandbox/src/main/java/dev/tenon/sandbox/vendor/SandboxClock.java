package dev.tenon.sandbox.vendor;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a sandbox: the machine's, and as far ahead as it was advanced. Of the loop's thread
 * alone.
 */
public final class SandboxClock {
  private long ahead;

  /** Now, in milliseconds of the epoch. */
  public long millis() {
    return System.currentTimeMillis() + ahead;
  }

  /** Now, to the millisecond. */
  public Instant now() {
    return Instant.ofEpochMilli(millis());
  }

  /** Lets time pass. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    ahead = Math.addExact(ahead, by.toMillis());
  }
}
