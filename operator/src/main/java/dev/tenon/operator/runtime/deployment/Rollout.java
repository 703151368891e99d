package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Revision;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How far a Deployment is with the revision that it was given. A status of the Deployment alone
 * says less than it seems: it may be about what was before.
 *
 * @param declared the revision that it was given last
 * @param serving the revision whose pods are ready; the older one until the newest is there in full
 */
record Rollout(Revision declared, Optional<Revision> serving, boolean complete) {

  /** Reads it off a Deployment and the pods that it has. */
  static Rollout of(Deployment deployment, List<Pod> pods) {
    Revision declared = new Revision(Labels.label(deployment, Labels.REVISION).orElse(""));
    boolean seen = seen(deployment);
    List<Pod> ready = pods.stream().filter(Rollout::ready).toList();
    Predicate<Pod> newest = pod -> revision(pod).filter(declared::equals).isPresent();
    Optional<Revision> older =
        ready.stream()
            .filter(newest.negate())
            .flatMap(pod -> revision(pod).stream())
            .sorted()
            .findFirst();
    boolean complete = seen && full(deployment);
    boolean once =
        seen && rolledOut(deployment) && older.isEmpty() && ready.stream().anyMatch(newest);
    Optional<Revision> serving = complete || once ? Optional.of(declared) : older;
    return new Rollout(declared, serving, complete);
  }

  /** The revision of a pod. */
  static Optional<Revision> revision(Pod pod) {
    return Labels.label(pod, Labels.REVISION).map(Revision::parse);
  }

  /** Whether a pod takes requests, and is not about to end. */
  static boolean ready(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .map(PodCondition::getStatus)
            .anyMatch("True"::equals);
  }

  private static boolean seen(Deployment deployment) {
    return status(deployment)
        .map(DeploymentStatus::getObservedGeneration)
        .filter(observed -> observed >= deployment.getMetadata().getGeneration())
        .isPresent();
  }

  private static boolean full(Deployment deployment) {
    int wanted = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    return status(deployment)
        .filter(it -> count(it.getUpdatedReplicas()) == wanted)
        .filter(it -> count(it.getReplicas()) == wanted)
        .filter(it -> count(it.getReadyReplicas()) == wanted)
        .isPresent();
  }

  /** It was there in full once, and lost pods since, as nodes and processes do. */
  private static boolean rolledOut(Deployment deployment) {
    return conditions(deployment)
        .filter(condition -> condition.getType().equals("Progressing"))
        .anyMatch(condition -> "NewReplicaSetAvailable".equals(condition.getReason()));
  }

  /** The conditions of a Deployment. */
  static Stream<DeploymentCondition> conditions(Deployment deployment) {
    return status(deployment).stream().flatMap(status -> status.getConditions().stream());
  }

  private static Optional<DeploymentStatus> status(Deployment deployment) {
    return Optional.ofNullable(deployment.getStatus());
  }

  private static int count(Integer number) {
    return number == null ? 0 : number;
  }
}
