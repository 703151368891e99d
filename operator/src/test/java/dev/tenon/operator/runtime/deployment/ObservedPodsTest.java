package dev.tenon.operator.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.plan.Revision;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Deployments and pods say, in words for people. */
class ObservedPodsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Revision NEW = new Revision("bbb");
  private static final Revision OLD = new Revision("aaa");

  private static Deployment deployment(String status) {
    return YAML.unmarshal(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: tenon-x, namespace: apps, generation: 2, labels: {tenon.dev/revision: bbb}}
        spec: {replicas: 2}
        status: %s
        """
            .formatted(status),
        Deployment.class);
  }

  private static Pod pod(String name, Revision revision, String status) {
    return YAML.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: apps, labels: {tenon.dev/revision: %s}}
        status: %s
        """
            .formatted(name, revision, status),
        Pod.class);
  }

  private static Pod ready(String name, Revision revision) {
    return pod(name, revision, "{conditions: [{type: Ready, status: 'True'}]}");
  }

  private static Optional<Revision> serving(String status, Pod... pods) {
    return Rollout.of(deployment(status), Arrays.asList(pods)).serving();
  }

  @Test
  void theNewestRevisionServesWhenAllOfItsPodsDo() {
    String full = "{observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2}";
    assertThat(serving(full, ready("a", NEW), ready("b", NEW))).contains(NEW);
  }

  @Test
  void aStatusAboutWhatWasBeforeSaysNothingOfTheNewest() {
    String before = "{observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2}";
    assertThat(serving(before, ready("a", OLD), ready("b", OLD))).contains(OLD);
  }

  @Test
  void theOlderRevisionServesUntilTheNewestIsThereInFull() {
    String half = "{observedGeneration: 2, replicas: 3, updatedReplicas: 1, readyReplicas: 3}";
    assertThat(serving(half, ready("a", OLD), ready("b", OLD), ready("c", NEW))).contains(OLD);
    String first = "{observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 1}";
    assertThat(serving(first, ready("c", NEW))).isEmpty();
  }

  @Test
  void aRevisionThatWasThereInFullServesOnWithFewerPods() {
    String lost =
        "{observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 1,"
            + " conditions: [{type: Progressing, status: 'True', reason: NewReplicaSetAvailable}]}";
    assertThat(serving(lost, ready("c", NEW))).contains(NEW);
    assertThat(serving(lost)).isEmpty();
  }

  private static String cause(String deployment, Pod... pods) {
    return Causes.of(deployment(deployment), List.of(pods), NEW).map(Cause::message).orElse("");
  }

  private static String ofContainer(String status) {
    return cause(
        "{}",
        pod(
            "p",
            NEW,
            "{containerStatuses: [{name: runner, image: 'reg/img:1', %s}]}".formatted(status)));
  }

  @Test
  void eachCauseNamesWhatToDo() {
    assertThat(ofContainer("state: {waiting: {reason: ImagePullBackOff, message: 'Back-off'}}"))
        .startsWith("Image reg/img:1 of pod p cannot be pulled")
        .contains("--pull-secret");
    assertThat(
            ofContainer(
                "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: OOMKilled, exitCode: 137}}"))
        .startsWith("Pod p took more memory than its limit")
        .contains("--memory-limit");
    assertThat(
            ofContainer(
                "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: Error, exitCode: 3}}"))
        .startsWith("Pod p ran out of heap");
    assertThat(
            ofContainer(
                "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: Error, exitCode: 1, message: 'route tick: port 1 is taken; free it'}}"))
        .isEqualTo("It does not start: route tick: port 1 is taken; free it");
    assertThat(
            ofContainer(
                "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: Error, exitCode: 139}}"))
        .contains("exit code 139", "kubectl logs --previous p");
    assertThat(
            ofContainer(
                "state: {waiting: {reason: CreateContainerConfigError, message: 'secret \"x\" not found'}}"))
        .contains("cannot be made: secret \"x\" not found");
    assertThat(
            cause(
                "{}",
                pod(
                    "p",
                    NEW,
                    "{conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/1 nodes are available'}]}")))
        .startsWith("No node has room for pod p: 0/1 nodes are available; add nodes");
  }

  @Test
  void whatForbidsPodsIsSaidInTheSameWordsAtEachAttempt() {
    String one =
        cause(
            "{conditions: [{type: ReplicaFailure, status: 'True', message: 'pods \"tenon-x-1\" is forbidden: exceeded quota: q, requested: pods=1'}]}");
    String other =
        cause(
            "{conditions: [{type: ReplicaFailure, status: 'True', message: 'pods \"tenon-x-2\" is forbidden: exceeded quota: q, requested: pods=1'}]}");
    assertThat(one)
        .isEqualTo(other)
        .isEqualTo(
            "The quota of namespace apps is full: exceeded quota: q, requested: pods=1; raise the"
                + " ResourceQuota, or end something else there");
    assertThat(
            cause(
                "{conditions: [{type: ReplicaFailure, status: 'True', message: 'pods \"t\" is forbidden: violates PodSecurity \"restricted:latest\"'}]}"))
        .startsWith("Namespace apps forbids the pod: violates PodSecurity");
  }

  @Test
  void podsOfAnOlderRevisionAndReadyOnesAreNoCause() {
    assertThat(
            cause(
                "{}",
                pod(
                    "p",
                    OLD,
                    "{containerStatuses: [{name: r, state: {waiting: {reason: ErrImagePull}}}]}"),
                ready("q", NEW)))
        .isEmpty();
  }

  @Test
  void secretsThatAPodWaitsForAreFoundInWhatTheKubeletSays() {
    Planned planned =
        Planned.of(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: desk}
            spec:
              vendor: Desk
              owner: {team: support}
              endpoint: {uri: "https://desk.example"}
              credentials: {type: Basic, secretRef: {name: desk}}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: Integration
            metadata: {name: x, namespace: apps, uid: u}
            spec:
              purpose: Asks
              owner: {team: support}
              stage: Pilot
              routes:
              - route:
                  id: ask
                  from:
                    uri: "platform-http:/ask"
                    steps:
                    - to: {uri: "system:desk", parameters: {method: GET, path: /x}}
            """);
    assertThat(
            MissingSecrets.of(
                planned.plan(),
                List.of(
                    "MountVolume.SetUp failed for volume \"plan\" : secret \"desk\" not found")))
        .containsExactly(new SecretKey("desk", "password"), new SecretKey("desk", "username"));
    assertThat(
            MissingSecrets.of(
                planned.plan(),
                List.of(
                    "MountVolume.SetUp failed for volume \"plan\" : references non-existent secret key: password")))
        .containsExactly(new SecretKey("desk", "password"));
    assertThat(MissingSecrets.of(planned.plan(), List.of("secret \"else\" not found"))).isEmpty();
  }

  @Test
  void onlyWhatIsToBeThereCountsAsDifferent() {
    Deployment wanted = deployment("{}");
    wanted.setStatus(null);
    Deployment live =
        YAML.unmarshal(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: tenon-x, namespace: apps, generation: 2, uid: u, labels: {tenon.dev/revision: bbb, theirs: x}}
            spec: {replicas: 2, revisionHistoryLimit: 10}
            """,
            Deployment.class);
    assertThat(Differences.none(wanted, live)).isTrue();
    live.getSpec().setReplicas(3);
    assertThat(Differences.none(wanted, live)).isFalse();
  }
}
