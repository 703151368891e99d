package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What happens when a system is slow, fails or is away. All parts are optional: an integration
 * overrides parts of its pattern's, and what neither says is {@link #DEFAULTS}.
 */
public record Resilience(
    @Doc(
            "Longest time that one attempt of a call may take, from connect to the last byte. Default 10s; it must be below the timeout of the System.")
        Optional<Duration> timeout,
    @Doc("Repeating a failed attempt at once, while the message waits.") Optional<Retry> retry,
    @Doc(
            "When to stop calling a system that fails, one breaker for each system that the integration calls.")
        Optional<CircuitBreaker> circuitBreaker,
    @Doc(
            "How long a message that cannot be delivered waits in the inbox before it becomes a dead letter.")
        Optional<Hold> hold)
    implements ApiValue {

  /**
   * What holds where neither the integration nor its pattern says anything; complete in all parts.
   */
  public static final Resilience DEFAULTS =
      new Resilience(
          Optional.of(Duration.ofSeconds(10)),
          Optional.of(
              new Retry(
                  Optional.of(3),
                  Optional.of(Duration.ofMillis(500)),
                  Optional.of(BigDecimal.valueOf(2)),
                  Optional.of(Duration.ofSeconds(5)))),
          Optional.of(
              new CircuitBreaker(
                  Optional.of(50),
                  Optional.of(20),
                  Optional.of(10),
                  Optional.of(Duration.ofSeconds(30)))),
          Optional.of(
              new Hold(Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofHours(24)))));

  /** This, and where it says nothing, the base: field by field, to the depth. */
  public Resilience over(Resilience base) {
    return new Resilience(
        timeout.or(base::timeout),
        merge(retry, base.retry, Retry::over),
        merge(circuitBreaker, base.circuitBreaker, CircuitBreaker::over),
        merge(hold, base.hold, Hold::over));
  }

  private static <V> Optional<V> merge(Optional<V> mine, Optional<V> base, BinaryOperator<V> over) {
    return mine.isPresent() && base.isPresent()
        ? Optional.of(over.apply(mine.get(), base.get()))
        : mine.or(() -> base);
  }

  /** Repeating a failed attempt in place. Waiting times have jitter always. */
  public record Retry(
      @Doc("Attempts in all, the first one included. Default 3; 1 means no repetition.")
          Optional<@Min(1) @Max(10) Integer> maxAttempts,
      @Doc("Wait before the second attempt. Default 500ms.") Optional<Duration> initialBackoff,
      @Doc("Factor by which the wait grows with each attempt, from 1 to 10. Default 2.")
          Optional<@Min(1) @Max(10) BigDecimal> backoffMultiplier,
      @Doc(
              "Longest wait. Default 5s. Where a system asks for more (Retry-After), it counts as away until then.")
          Optional<Duration> maxBackoff)
      implements ApiValue {
    Retry over(Retry base) {
      return new Retry(
          maxAttempts.or(base::maxAttempts),
          initialBackoff.or(base::initialBackoff),
          backoffMultiplier.or(base::backoffMultiplier),
          maxBackoff.or(base::maxBackoff));
    }
  }

  /** When to stop calling a system that fails. The names are those of Resilience4j. */
  @ValidationRule(
      value =
          "!has(self.minimumNumberOfCalls) || !has(self.slidingWindowSize) || self.minimumNumberOfCalls <= self.slidingWindowSize",
      message =
          "minimumNumberOfCalls must not exceed slidingWindowSize, or the breaker never opens",
      fieldPath = ".minimumNumberOfCalls")
  public record CircuitBreaker(
      @Doc(
              "Percentage of failed calls in the window at which the breaker opens, 1 to 100. Default 50.")
          Optional<@Min(1) @Max(100) Integer> failureRateThreshold,
      @Doc("Number of last calls that are counted, 1 to 1000. Default 20.")
          Optional<@Min(1) @Max(1000) Integer> slidingWindowSize,
      @Doc("Calls needed in the window before the rate is looked at, 1 to 1000. Default 10.")
          Optional<@Min(1) @Max(1000) Integer> minimumNumberOfCalls,
      @Doc("How long the breaker stays open before one call tries again. Default 30s.")
          Optional<Duration> waitDurationInOpenState)
      implements ApiValue {
    CircuitBreaker over(CircuitBreaker base) {
      return new CircuitBreaker(
          failureRateThreshold.or(base::failureRateThreshold),
          slidingWindowSize.or(base::slidingWindowSize),
          minimumNumberOfCalls.or(base::minimumNumberOfCalls),
          waitDurationInOpenState.or(base::waitDurationInOpenState));
    }
  }

  /** How long an undeliverable message waits in the inbox. */
  public record Hold(
      @Doc("How often delivery is tried again while a system is away. Default 1m.")
          Optional<Duration> retryInterval,
      @Doc("Age at which a message that is still undeliverable becomes a dead letter. Default 24h.")
          Optional<Duration> maxAge)
      implements ApiValue {
    Hold over(Hold base) {
      return new Hold(retryInterval.or(base::retryInterval), maxAge.or(base::maxAge));
    }
  }
}
