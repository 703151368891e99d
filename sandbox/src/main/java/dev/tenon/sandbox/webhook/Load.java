package dev.tenon.sandbox.webhook;

import java.time.Duration;

/**
 * Events at a constant rate, whether the receiver keeps up or not (an open loop).
 *
 * @param rate events a second, from 1
 * @param time for how long
 * @param connections how many requests may be under way at once; what is due beyond that waits, and
 *     its latency grows
 */
public record Load(double rate, Duration time, int connections) {

  /**
   * Checks its values.
   *
   * @throws IllegalArgumentException if the rate is not from 0.1 to 200,000, the time not up to an
   *     hour, or the connections not from 1 to 5,000
   */
  public Load {
    if (!(rate >= 0.1 && rate <= 200_000)) {
      throw new IllegalArgumentException(
          "rate is " + rate + "; expected events a second from 0.1 to 200000");
    } else if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("the time is " + time + "; expected one up to an hour");
    } else if (connections < 1 || connections > 5000) {
      throw new IllegalArgumentException("connections are " + connections + "; expected 1 to 5000");
    }
  }
}
