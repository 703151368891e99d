package dev.tenon.engine.render;

import dev.tenon.api.Durations;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import java.util.Optional;
import java.util.function.Function;

/** The pattern's resilience with the integration's own over it, and whether it makes sense. */
final class ResilienceReader {
  private final Ref integration;
  private final Optional<dev.tenon.api.v1alpha1.Resilience> own;
  private final Optional<Ref> pattern;
  private final Findings findings;

  /**
   * @param own what the integration overrides
   * @param pattern the pattern that the rest may come from
   */
  ResilienceReader(
      Ref integration,
      Optional<dev.tenon.api.v1alpha1.Resilience> own,
      Optional<Ref> pattern,
      Findings findings) {
    this.integration = integration;
    this.own = own;
    this.pattern = pattern;
    this.findings = findings;
  }

  Resilience read(Optional<dev.tenon.api.v1alpha1.Resilience> ofPattern) {
    dev.tenon.api.v1alpha1.Resilience base =
        ofPattern
            .map(it -> it.over(dev.tenon.api.v1alpha1.Resilience.DEFAULTS))
            .orElse(dev.tenon.api.v1alpha1.Resilience.DEFAULTS);
    dev.tenon.api.v1alpha1.Resilience all = own.map(it -> it.over(base)).orElse(base);
    dev.tenon.api.v1alpha1.Resilience.Retry retry = all.retry().orElseThrow();
    dev.tenon.api.v1alpha1.Resilience.CircuitBreaker breaker = all.circuitBreaker().orElseThrow();
    dev.tenon.api.v1alpha1.Resilience.Hold hold = all.hold().orElseThrow();
    Resilience resilience =
        new Resilience(
            all.timeout().orElseThrow(),
            new Resilience.Retry(
                retry.maxAttempts().orElseThrow(),
                retry.initialBackoff().orElseThrow(),
                retry.backoffMultiplier().orElseThrow().doubleValue(),
                retry.maxBackoff().orElseThrow()),
            new Resilience.CircuitBreaker(
                breaker.failureRateThreshold().orElseThrow(),
                breaker.slidingWindowSize().orElseThrow(),
                breaker.minimumNumberOfCalls().orElseThrow(),
                breaker.waitDurationInOpenState().orElseThrow()),
            new Resilience.Hold(hold.retryInterval().orElseThrow(), hold.maxAge().orElseThrow()));
    check(resilience);
    return resilience;
  }

  private void check(Resilience all) {
    Resilience.Retry retry = all.retry();
    if (retry.maxBackoff().compareTo(retry.initialBackoff()) < 0) {
      wrong(
          "retry.maxBackoff",
          own(it -> it.retry().flatMap(r -> r.maxBackoff().or(r::initialBackoff))),
          "the longest backoff "
              + Durations.format(retry.maxBackoff())
              + " is shorter than the first one, "
              + Durations.format(retry.initialBackoff()),
          "Make maxBackoff at least initialBackoff.");
    }
    Resilience.CircuitBreaker breaker = all.circuitBreaker();
    if (breaker.minimumNumberOfCalls() > breaker.slidingWindowSize()) {
      wrong(
          "circuitBreaker.minimumNumberOfCalls",
          own(
              it ->
                  it.circuitBreaker()
                      .flatMap(c -> c.minimumNumberOfCalls().or(c::slidingWindowSize))),
          "the circuit breaker would never open: it looks at the rate after "
              + breaker.minimumNumberOfCalls()
              + " calls and counts the last "
              + breaker.slidingWindowSize(),
          "Make minimumNumberOfCalls at most slidingWindowSize.");
    }
    Resilience.Hold hold = all.hold();
    if (hold.maxAge().compareTo(hold.retryInterval()) < 0) {
      wrong(
          "hold.maxAge",
          own(it -> it.hold().flatMap(h -> h.maxAge().or(h::retryInterval))),
          "a message would become a dead letter after "
              + Durations.format(hold.maxAge())
              + ", before it is tried again after "
              + Durations.format(hold.retryInterval()),
          "Make maxAge at least retryInterval.");
    }
  }

  private boolean own(Function<dev.tenon.api.v1alpha1.Resilience, Optional<?>> part) {
    return own.flatMap(it -> part.apply(it)).isPresent();
  }

  private void wrong(String field, boolean byIntegration, String message, String fix) {
    findings.add(
        BuiltIn.INVALID_RESILIENCE,
        Where.of(
            byIntegration ? integration : pattern.orElse(integration), "spec.resilience." + field),
        message,
        fix);
  }
}
