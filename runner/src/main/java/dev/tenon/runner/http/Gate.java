package dev.tenon.runner.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * How many requests of one integration are in the house: being read, and in work. What is over a
 * bound is turned away at once and waits nowhere, so an integration whose System is slow uses up
 * its own share and nobody else's. While the process as a whole is nearly full, an integration
 * keeps only its first few.
 */
final class Gate {
  /** In work at a time even when the process is nearly full. */
  static final int RESERVED = 4;

  private final int maxReading;
  private final int maxInWork;
  private final BooleanSupplier crowded;
  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicInteger inWork = new AtomicInteger();

  /**
   * An open gate.
   *
   * @param maxInWork at a time, at least 1; four times as many may be in reading
   */
  Gate(int maxInWork, BooleanSupplier crowded) {
    this.maxInWork = maxInWork;
    this.maxReading = maxInWork * 4;
    this.crowded = crowded;
  }

  boolean enterReading() {
    return enter(reading, maxReading);
  }

  void leaveReading() {
    reading.decrementAndGet();
  }

  boolean enterWork() {
    return enter(inWork, crowded.getAsBoolean() ? Math.min(RESERVED, maxInWork) : maxInWork);
  }

  void leaveWork() {
    inWork.decrementAndGet();
  }

  int inWork() {
    return inWork.get();
  }

  private static boolean enter(AtomicInteger count, int max) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }
}
