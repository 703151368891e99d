package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is observed about a replay. */
public record ReplayStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc("What it did so far.") Optional<ReplayCounts> counts,
    @Doc("When it began.") Optional<Instant> startTime,
    @Doc("When it was complete or had failed.") Optional<Instant> completionTime)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public ReplayStatus {
    conditions = Values.copy(conditions);
  }
}
