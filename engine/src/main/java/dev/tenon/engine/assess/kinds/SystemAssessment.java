package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Allocation;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.SystemStatus;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.quota.Ledger;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A System's status: how its limits are divided, and who depends on it. */
public final class SystemAssessment {
  private static final KindCondition READY =
      KindCondition.of("Ready", new Meaning(Said.TRUE, "Accepted", "Integrations can use it.", ""));
  private static final KindCondition ALLOCATED =
      KindCondition.of(
          "Allocated",
          new Meaning(Said.TRUE, "NoLimits", "It declares no limits.", ""),
          new Meaning(Said.TRUE, "Allocated", "Every claim of its limits is granted in full.", ""),
          new Meaning(
              Said.FALSE,
              "Overcommitted",
              "More is claimed of a limit than can be allocated; shares are cut, by criticality, then age.",
              "Lower claims, or raise the limit if the vendor has."));

  static final List<KindCondition> CONDITIONS = List.of(READY, ALLOCATED, Named.RESOLVED_REFS);

  private SystemAssessment() {}

  /** The status. */
  public static SystemStatus of(SystemResource system, Estate estate, Ledger ledger, Instant now) {
    Collection<dev.tenon.engine.quota.Allocation> allocations =
        ledger.allocations(system.getMetadata().getName()).values();
    return new SystemStatus(
        Named.generation(system),
        Transitions.carry(
            system.status(),
            List.of(
                READY.say(system, "Accepted", "Integrations can use it"),
                Named.resolvedRefs(system, estate),
                allocated(system, allocations)),
            now),
        allocations.stream()
            .map(
                one -> new Allocation(one.limit(), one.claimed(), one.granted(), one.allocatable()))
            .toList(),
        Optional.of((long) estate.usersOf(Refs.of(system), Refs.INTEGRATION).size()));
  }

  private static Condition allocated(
      SystemResource system, Collection<dev.tenon.engine.quota.Allocation> allocations) {
    if (allocations.isEmpty()) {
      return ALLOCATED.say(system, "NoLimits", "It declares no limits");
    }
    List<dev.tenon.engine.quota.Allocation> over =
        allocations.stream().filter(dev.tenon.engine.quota.Allocation::overcommitted).toList();
    return over.isEmpty()
        ? ALLOCATED.say(system, "Allocated", "Every claim is granted in full")
        : ALLOCATED.say(
            system,
            "Overcommitted",
            Texts.list(
                over,
                one ->
                    one.limit()
                        + ": "
                        + one.claimed()
                        + " claimed, "
                        + one.allocatable()
                        + " can be allocated; the most critical and the oldest go first"));
  }
}
