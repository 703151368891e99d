package dev.tenon.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Waiting {
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(2);

  private Waiting() {}

  /**
   * Waits until something is so.
   *
   * @param otherwise what to say when it is not so in time
   * @throws IllegalStateException when it is not so in time
   */
  public static void until(BooleanSupplier so, Duration most, Supplier<String> otherwise) {
    long end = System.nanoTime() + most.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(otherwise.get() + " within " + most.toSeconds() + " s");
      }
      LockSupport.parkNanos(LOOK_EVERY);
    }
  }

  /** Lets time pass. */
  public static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
