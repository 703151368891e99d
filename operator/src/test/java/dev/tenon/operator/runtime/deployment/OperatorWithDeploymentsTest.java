package dev.tenon.operator.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.operator.ClusterSettings;
import dev.tenon.operator.ClusterSettings.Election;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import dev.tenon.testing.ApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators as they run in a cluster, on a real kube-apiserver; the test plays its controllers. */
class OperatorWithDeploymentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final AtomicInteger NAMESPACES = new AtomicInteger();
  private static ApiServer server;

  private final List<AutoCloseable> open = new ArrayList<>();
  private KubernetesClient client;
  private String namespace;

  /** One operator, with a client of its own as in a process of its own. */
  private final class Process implements AutoCloseable {
    private final KubernetesClient own =
        new KubernetesClientBuilder()
            .withConfig(
                io.fabric8.kubernetes.client.Config.fromKubeconfig(server.kubeconfig().toFile()))
            .build();
    private final DeploymentRuntime runtime =
        DeploymentRuntime.open(
            own, DeploymentSettings.of("runner:1"), Set.of(namespace), Optional.empty());
    private final TenonOperator operator;

    Process(String identity) {
      operator =
          TenonOperator.start(
              own,
              runtime,
              OperatorSettings.DEFAULT,
              new ClusterSettings(
                  Set.of(namespace),
                  Optional.of(new Election(namespace, "tenon-operator", identity, LEASE, () -> {})),
                  Metrics.NOOP));
      open.add(this);
    }

    @Override
    public void close() {
      operator.close();
      runtime.close();
      own.close();
    }
  }

  @BeforeAll
  static void server() {
    Optional<ApiServer> shared = ApiServer.shared();
    assumeTrue(shared.isPresent(), "KUBEBUILDER_ASSETS names no kube-apiserver");
    server = shared.get();
  }

  @BeforeEach
  void prepare() {
    client = server.client();
    namespace = "operators-" + NAMESPACES.incrementAndGet();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    server
        .kubectlWith(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Team
            metadata: {name: greeters}
            spec: {members: [{id: ana@acme.example}, {id: bo@acme.example}]}
            """,
            "apply",
            "-f",
            "-")
        .orFail();
  }

  @AfterEach
  void end() throws Exception {
    client.resources(Integration.class).inNamespace(namespace).delete();
    // the finalizer needs an operator
    if (!open.isEmpty()) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  client
                      .resources(Integration.class)
                      .inNamespace(namespace)
                      .list()
                      .getItems()
                      .isEmpty());
    }
    for (AutoCloseable process : open) {
      process.close();
    }
  }

  private void declare(String answer) {
    server
        .kubectlWith(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Integration
            metadata: {name: hello, namespace: %s}
            spec:
              purpose: Says hello to whoever asks
              owner: {team: greeters}
              stage: Pilot
              routes:
              - route:
                  id: hello
                  from:
                    uri: "platform-http:/hello"
                    steps:
                    - transform: {constant: {expression: %s}}
            """
                .formatted(namespace, answer),
            "apply",
            "-f",
            "-")
        .orFail();
  }

  private Optional<Deployment> deployment() {
    return Optional.ofNullable(
        client.apps().deployments().inNamespace(namespace).withName("tenon-hello").get());
  }

  private void says(DeploymentStatus status) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("tenon-hello")
        .editStatus(
            it -> {
              status.setObservedGeneration(it.getMetadata().getGeneration());
              it.setStatus(status);
              return it;
            });
  }

  private static DeploymentStatus all() {
    return new DeploymentStatusBuilder()
        .withReplicas(1)
        .withUpdatedReplicas(1)
        .withReadyReplicas(1)
        .withAvailableReplicas(1)
        .build();
  }

  private Optional<Condition> condition(String type) {
    return Optional.ofNullable(
            client.resources(Integration.class).inNamespace(namespace).withName("hello").get())
        .flatMap(Integration::status)
        .flatMap(status -> status.condition(type));
  }

  private void awaitReady(String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(condition("Ready").map(Condition::getReason)).contains(reason));
  }

  @Test
  void statusFollowsWhatTheClusterSaysAndEditsAreRepairedUnasked() {
    new Process("one");
    declare("one");
    await().atMost(PATIENCE).until(() -> deployment().isPresent());
    awaitReady("Progressing");
    says(all());
    awaitReady("Running");

    client.services().inNamespace(namespace).withName("tenon-hello").delete();
    await()
        .atMost(PATIENCE)
        .until(
            () -> client.services().inNamespace(namespace).withName("tenon-hello").get() != null);

    DeploymentStatus forbidden = new DeploymentStatusBuilder().build();
    forbidden.setConditions(
        List.of(
            new DeploymentConditionBuilder()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("FailedCreate")
                .withMessage("pods \"x\" is forbidden: exceeded quota: q, requested: pods=1")
                .build()));
    says(forbidden);
    awaitReady("RuntimeFailed");
    assertThat(condition("Stalled").map(Condition::getMessage).orElse(""))
        .contains("The quota of namespace " + namespace + " is full", "raise the ResourceQuota");

    says(all());
    awaitReady("Running");
    await().atMost(PATIENCE).until(() -> condition("Stalled").isEmpty());
  }

  @Test
  void anotherOperatorTakesOverAtOnceAndWritesNothing() {
    Process first = new Process("first");
    await().atMost(PATIENCE).until(first.operator::leads);
    declare("one");
    await().atMost(PATIENCE).until(() -> deployment().isPresent());
    says(all());
    awaitReady("Running");
    Process second = new Process("second");
    await().atMost(PATIENCE).until(second.operator::ready);
    assertThat(second.operator.leads()).isFalse();
    String before = versions();

    open.remove(first);
    first.close();

    // sooner than the lease ends by itself, which the first gave back
    await().atMost(LEASE.minusSeconds(3)).until(second.operator::leads);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(versions()).isEqualTo(before));
    declare("two");
    await()
        .atMost(PATIENCE)
        .until(() -> deployment().orElseThrow().getMetadata().getGeneration() == 2);
  }

  /** Of everything that an operator writes. */
  private String versions() {
    return deployment().orElseThrow().getMetadata().getResourceVersion()
        + " "
        + client
            .resources(Integration.class)
            .inNamespace(namespace)
            .withName("hello")
            .get()
            .getMetadata()
            .getResourceVersion();
  }
}
