package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts change with every message, and the messages of conditions may with each that fails in
 * another way; alone they are written at most every few seconds.
 */
final class CountsThrottle {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Map<Ref, Instant> written = new ConcurrentHashMap<>();

  /** How long to wait before this status may be written; empty when it may be now. */
  Optional<Duration> wait(
      Ref self, Optional<IntegrationStatus> before, IntegrationStatus after, Instant now) {
    if (before.equals(Optional.of(after))) {
      return Optional.empty();
    }
    boolean onlyDetails =
        before
            .map(IntegrationStatuses::withoutDetails)
            .filter(old -> old.equals(IntegrationStatuses.withoutDetails(after)))
            .isPresent();
    Instant last = written.get(self);
    if (onlyDetails && last != null && now.isBefore(last.plus(EVERY))) {
      return Optional.of(Duration.between(now, last.plus(EVERY)));
    }
    written.put(self, now);
    return Optional.empty();
  }

  void forget(Ref self) {
    written.remove(self);
  }
}
