package dev.tenon.engine.assess;

import dev.tenon.api.v1alpha1.ResourceStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When conditions last changed. */
public final class Transitions {
  private Transitions() {}

  /**
   * The conditions with the time of their last transition: kept where the status did not change,
   * else now, in seconds.
   */
  public static List<Condition> carry(
      Optional<? extends ResourceStatus> before, List<Condition> after, Instant now) {
    return after.stream()
        .map(
            condition ->
                new ConditionBuilder(condition)
                    .withLastTransitionTime(
                        before
                            .flatMap(status -> status.condition(condition.getType()))
                            .filter(old -> old.getStatus().equals(condition.getStatus()))
                            .map(Condition::getLastTransitionTime)
                            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()))
                    .build())
        .toList();
  }
}
