package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about a team. */
public record TeamStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc("Number of integrations and systems that it owns.") @Min(0) Optional<Long> owns)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public TeamStatus {
    conditions = Values.copy(conditions);
  }
}
