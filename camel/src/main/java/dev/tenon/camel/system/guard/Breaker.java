package dev.tenon.camel.system.guard;

import dev.tenon.plan.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves a System alone for a while when too many calls of it fail. It closes by itself: after the
 * wait one call is let through, and its end decides.
 */
final class Breaker {
  /**
   * About as long as a call takes: whoever comes while one probes should not stay away for longer.
   */
  private static final Duration PROBE = Duration.ofMillis(200);

  private final CircuitBreaker breaker;
  private final Duration open;
  private volatile long openedAt;

  Breaker(String system, Resilience.CircuitBreaker config) {
    open = config.waitDurationInOpenState();
    breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                .failureRateThreshold(config.failureRateThreshold())
                // the library lowers a minimum above the window to the window, so that every
                // breaker can open
                .slidingWindow(
                    config.slidingWindowSize(),
                    config.minimumNumberOfCalls(),
                    SlidingWindowType.COUNT_BASED,
                    SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .waitDurationInOpenState(open)
                // one probe: with the default of ten a System that answers stays half open until
                // ten messages have come
                .permittedNumberOfCallsInHalfOpenState(1)
                // slowness is what the timeout is for
                .slowCallDurationThreshold(Duration.ofDays(1))
                .writableStackTraceEnabled(false)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.OPEN) {
                openedAt = System.nanoTime();
              }
            });
  }

  /** Whether a call may be made; if so, one of the other methods must follow. */
  boolean allows() {
    return breaker.tryAcquirePermission();
  }

  /** After a call that was allowed. */
  void learn(Outcome.Signal signal, Duration took) {
    switch (signal) {
      case Works -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
      case Fails -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new CallFailed());
      case Neither -> breaker.releasePermission();
    }
  }

  /** Whether one call tries just now whether the System works again, and others must let it end. */
  boolean probing() {
    return breaker.getState() == State.HALF_OPEN;
  }

  /** How long a call that was not allowed should wait: until the probe, or until it has ended. */
  Duration patience() {
    if (breaker.getState() != State.OPEN) {
      return PROBE;
    }
    Duration left = open.minusNanos(System.nanoTime() - openedAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** What the library wants to be told; without a stack, which nobody reads. */
  private static final class CallFailed extends Exception {
    private static final long serialVersionUID = 1;

    CallFailed() {
      super("a call failed", null, false, false);
    }
  }
}
