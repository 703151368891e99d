package dev.tenon.operator;

import dev.tenon.engine.review.Enforcement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * What an operator is set to.
 *
 * @param schemes of Camel components that routes may use besides those that all may
 * @param threads reconciles at the same time
 * @param stopWithin how long a reconcile may go on when the operator stops
 * @param enforcement whether what rules refuse does not start, or starts with a warning
 * @param reports whether what fails is also written as Reports of openreports.io
 */
public record OperatorSettings(
    Set<String> schemes,
    int threads,
    Duration stopWithin,
    Enforcement enforcement,
    InstantSource clock,
    boolean reports) {
  /** No further schemes, the system's clock. */
  public static final OperatorSettings DEFAULT =
      new OperatorSettings(
          Set.of(), 8, Duration.ofSeconds(2), Enforcement.Deny, InstantSource.system());

  /** Without reports. */
  public OperatorSettings(
      Set<String> schemes,
      int threads,
      Duration stopWithin,
      Enforcement enforcement,
      InstantSource clock) {
    this(schemes, threads, stopWithin, enforcement, clock, false);
  }

  /** The same, with reports or without. */
  public OperatorSettings reporting(boolean other) {
    return new OperatorSettings(schemes, threads, stopWithin, enforcement, clock, other);
  }
}
