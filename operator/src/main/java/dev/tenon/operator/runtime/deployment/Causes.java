package dev.tenon.operator.runtime.deployment;

import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.plan.Revision;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the newest revision does not come up, for people: what, where, why, what to do. Read from the
 * state of pods each time, so that it is gone when the cause is.
 */
final class Causes {
  static final String REASON = "RuntimeFailed";

  private static final int LONGEST = 500;
  private static final int OUT_OF_HEAP = 3;

  private Causes() {}

  /** A cause with that sentence. */
  static Cause failed(String message) {
    return new Cause(REASON, message);
  }

  /** The first cause that there is, the one that keeps all others from showing before them. */
  static Optional<Cause> of(Deployment deployment, List<Pod> pods, Revision declared) {
    return forbidden(deployment)
        .or(
            () ->
                pods.stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .filter(pod -> Rollout.revision(pod).filter(declared::equals).isPresent())
                    .filter(pod -> !Rollout.ready(pod))
                    .flatMap(pod -> of(pod).stream())
                    .sorted()
                    .findFirst())
        .map(Causes::failed);
  }

  private static Optional<String> forbidden(Deployment deployment) {
    return Rollout.conditions(deployment)
        .filter(condition -> condition.getType().equals("ReplicaFailure"))
        .filter(condition -> "True".equals(condition.getStatus()))
        .map(DeploymentCondition::getMessage)
        .map(message -> refused(deployment.getMetadata().getNamespace(), message))
        .findFirst();
  }

  /** What the API server says when it does not take an object, with what to do about it. */
  static String refused(String namespace, String said) {
    // each attempt has a pod of another name
    String message = line(said).replaceFirst("^pods \"[^\"]*\" is forbidden: ", "");
    if (message.contains("exceeded quota")) {
      return "The quota of namespace "
          + namespace
          + " is full: "
          + message
          + "; raise the ResourceQuota, or end something else there";
    }
    if (message.contains("must specify limits") || message.contains("must specify requests")) {
      return "The quota of namespace "
          + namespace
          + " wants what pods of Tenon do not state: "
          + message
          + "; set the operator's --cpu-limit, or apply a LimitRange with defaults there";
    }
    if (message.contains("violates PodSecurity")) {
      return "Namespace "
          + namespace
          + " forbids the pod: "
          + message
          + "; pods of Tenon meet the restricted standard, so look for what changes them on the way";
    }
    return "The cluster refuses it in namespace "
        + namespace
        + ": "
        + message
        + "; allow it there, or ask who set that rule";
  }

  private static Optional<String> of(Pod pod) {
    String name = pod.getMetadata().getName();
    return unschedulable(pod)
        .or(() -> containers(pod).flatMap(container -> of(name, container).stream()).findFirst());
  }

  private static Optional<String> unschedulable(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("PodScheduled"))
            .filter(condition -> "Unschedulable".equals(condition.getReason()))
            .map(
                condition ->
                    "No node has room for pod "
                        + pod.getMetadata().getName()
                        + ": "
                        + line(condition.getMessage())
                        + "; add nodes, or free what others asked for")
            .findFirst();
  }

  private static Stream<ContainerStatus> containers(Pod pod) {
    return pod.getStatus() == null
        ? Stream.empty()
        : Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream());
  }

  private static Optional<String> of(String pod, ContainerStatus container) {
    Optional<ContainerStateWaiting> waiting =
        Optional.ofNullable(container.getState()).map(ContainerState::getWaiting);
    Optional<String> blocked = waiting.flatMap(state -> blocked(pod, container, state));
    if (blocked.isPresent()) {
      return blocked;
    }
    return Optional.ofNullable(container.getState())
        .map(ContainerState::getTerminated)
        .or(() -> Optional.ofNullable(container.getLastState()).map(ContainerState::getTerminated))
        .map(ended -> ended(pod, container, ended));
  }

  private static Optional<String> blocked(
      String pod, ContainerStatus container, ContainerStateWaiting waiting) {
    String reason = Optional.ofNullable(waiting.getReason()).orElse("");
    String said = line(waiting.getMessage());
    return switch (reason) {
      case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName" ->
          // the first message names the registry's answer, and the next one only the waiting
          Optional.of(
              "Image "
                  + container.getImage()
                  + " of pod "
                  + pod
                  + " cannot be pulled; see that it exists under that name, that the node reaches its"
                  + " registry, and that the operator's --pull-secret may read it");
      case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
          Optional.of(
              "The container of pod " + pod + " cannot be made: " + said + "; mend what it names");
      default -> Optional.empty();
    };
  }

  private static String ended(
      String pod, ContainerStatus container, ContainerStateTerminated ended) {
    if ("OOMKilled".equals(ended.getReason())) {
      return "Pod "
          + pod
          + " took more memory than its limit and was killed; give pods more by the operator's"
          + " --memory-limit, or let the routes hold less at a time";
    }
    if (ended.getExitCode() != null && ended.getExitCode() == OUT_OF_HEAP) {
      return "Pod "
          + pod
          + " ran out of heap and ended itself; give pods more by the operator's --memory-limit, or"
          + " let the routes hold less at a time";
    }
    String words = line(ended.getMessage());
    return words.isEmpty()
        ? "Pod "
            + pod
            + " ends again and again, with exit code "
            + ended.getExitCode()
            + " and without a word; look at kubectl logs --previous "
            + pod
        : "It does not start: " + words;
  }

  /** One line, and no longer than a condition can hold. */
  static String line(String text) {
    String one = Optional.ofNullable(text).orElse("").strip().replaceAll("\\s+", " ");
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "…";
  }
}
