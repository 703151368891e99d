package dev.tenon.plan;

import java.time.Duration;

/**
 * What every call of a plan gets: the pattern's values with the integration's own over them. Names
 * as in Resilience4j.
 *
 * @param timeout of one attempt, from connect to the last byte
 */
public record Resilience(Duration timeout, Retry retry, CircuitBreaker circuitBreaker, Hold hold) {

  /** What a pattern that says nothing gets. */
  public static final Resilience DEFAULT =
      new Resilience(
          Duration.ofSeconds(10),
          new Retry(3, Duration.ofMillis(500), 2, Duration.ofSeconds(5)),
          new CircuitBreaker(50, 20, 10, Duration.ofSeconds(30)),
          new Hold(Duration.ofMinutes(1), Duration.ofHours(24)));

  /**
   * Attempts in place.
   *
   * @param maxAttempts the first call included; 1 means no retry
   */
  public record Retry(
      int maxAttempts, Duration initialBackoff, double backoffMultiplier, Duration maxBackoff) {}

  /**
   * One breaker for each System and integration.
   *
   * @param failureRateThreshold percent, 1 to 100
   */
  public record CircuitBreaker(
      int failureRateThreshold,
      int slidingWindowSize,
      int minimumNumberOfCalls,
      Duration waitDurationInOpenState) {}

  /**
   * How long an undeliverable message waits in the inbox, and how often it is tried; then it is a
   * dead letter.
   */
  public record Hold(Duration retryInterval, Duration maxAge) {}
}
