package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicyStatus;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A policy's status. */
public final class PolicyAssessment {
  static final List<KindCondition> CONDITIONS = Stored.CONDITIONS;

  private PolicyAssessment() {}

  /** The status. */
  public static IntegrationPolicyStatus of(IntegrationPolicy policy, Estate estate, Instant now) {
    return new IntegrationPolicyStatus(
        Named.generation(policy),
        Transitions.carry(policy.status(), Stored.of(policy, estate), now),
        Optional.empty(),
        Optional.empty());
  }
}
