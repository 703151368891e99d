package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about a waiver. */
public record WaiverStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc(
            "Number of waivers, expired ones included, that were issued for the same integrations and policies before this one.")
        @Min(0)
        Optional<Long> reissues)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public WaiverStatus {
    conditions = Values.copy(conditions);
  }
}
