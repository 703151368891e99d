package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about a system. */
public record SystemStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc("How much of each limit is taken.") @Keys("limit") @Size(max = 20)
        List<Allocation> allocations,
    @Doc("Number of integrations that call it, in all namespaces.") @Min(0)
        Optional<Long> dependants)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public SystemStatus {
    conditions = Values.copy(conditions);
    allocations = Values.copy(allocations);
  }
}
