package dev.tenon.runner.unit;

/** Takes how long units took, from accepted to delivered. */
@FunctionalInterface
public interface Latencies {
  /** One unit was delivered, so many milliseconds after it was accepted. */
  void record(long millis);
}
