package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about a pause. */
public record PauseStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc("Names of the integrations that are paused by it; at most 20 are listed.")
        @Unique
        @Size(max = 20)
        List<@Name String> integrations,
    @Doc("Number of integrations that are paused by it.") @Min(0) Optional<Long> integrationsTotal)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public PauseStatus {
    conditions = Values.copy(conditions);
    integrations = Values.copy(integrations);
  }
}
