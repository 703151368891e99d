package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicyStatus;
import dev.tenon.engine.assess.kinds.PolicyAssessment;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;
import java.util.Optional;

/** Says of a policy whether it compiles, and what it does now. */
@ControllerConfiguration(name = "integrationpolicy")
public final class PolicyReconciler
    extends StatusReconciler<IntegrationPolicy, IntegrationPolicyStatus> {
  /** A reconciler with that core. */
  public PolicyReconciler(Core core) {
    super(core, Refs.POLICY);
  }

  @Override
  IntegrationPolicyStatus status(IntegrationPolicy policy, Core core, Instant now) {
    return PolicyAssessment.of(
        policy, core.review().policies().problems(policy), Optional.empty(), core.estate(), now);
  }

  @Override
  Optional<Instant> boundary(IntegrationPolicy policy, Instant now) {
    return PolicyAssessment.boundary(policy, now);
  }
}
