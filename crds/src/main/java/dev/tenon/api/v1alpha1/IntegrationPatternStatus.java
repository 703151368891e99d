package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about a pattern. */
public record IntegrationPatternStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc("Number of integrations that follow it, in all namespaces.") @Min(0) Optional<Long> users)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public IntegrationPatternStatus {
    conditions = Values.copy(conditions);
  }
}
