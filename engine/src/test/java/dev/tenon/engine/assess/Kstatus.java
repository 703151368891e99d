package dev.tenon.engine.assess;

import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What kstatus, of sigs.k8s.io/cli-utils, computes for a kind that it has no rules of its own for:
 * deletion, then the observed generation, then Reconciling and Stalled, and Ready last.
 */
final class Kstatus {
  private Kstatus() {}

  static String of(
      TenonResource<?, ?> object, long observedGeneration, List<Condition> conditions) {
    if (object.isMarkedForDeletion()) {
      return "Terminating";
    }
    Long generation = object.getMetadata().getGeneration();
    if (generation != null && generation != observedGeneration) {
      return "InProgress";
    }
    if (is(conditions, "Reconciling", "True")) {
      return "InProgress";
    }
    if (is(conditions, "Stalled", "True")) {
      return "Failed";
    }
    if (is(conditions, "Ready", "True")) {
      return "Current";
    }
    return conditions.stream().anyMatch(condition -> condition.getType().equals("Ready"))
        ? "InProgress"
        : "Current";
  }

  private static boolean is(List<Condition> conditions, String type, String status) {
    return conditions.stream()
        .anyMatch(
            condition -> condition.getType().equals(type) && condition.getStatus().equals(status));
  }
}
