package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicyStatus;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import java.time.Instant;
import java.util.Optional;

/** A policy's status. */
public final class PolicyAssessment {
  private PolicyAssessment() {}

  /** The status. */
  public static IntegrationPolicyStatus of(IntegrationPolicy policy, Estate estate, Instant now) {
    return new IntegrationPolicyStatus(
        Named.generation(policy),
        Transitions.carry(policy.status(), Named.notEnforced(policy, estate), now),
        Optional.empty(),
        Optional.empty());
  }
}
