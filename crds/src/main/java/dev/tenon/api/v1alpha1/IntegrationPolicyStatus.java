package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about a policy. */
public record IntegrationPolicyStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc("Number of objects that violate the policy now and have no waiver.") @Min(0)
        Optional<Long> violations,
    @Doc("Number of objects that violate the policy now and have a waiver in force.") @Min(0)
        Optional<Long> waived)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public IntegrationPolicyStatus {
    conditions = Values.copy(conditions);
  }
}
