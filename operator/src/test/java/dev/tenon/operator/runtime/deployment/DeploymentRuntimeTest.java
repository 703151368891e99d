package dev.tenon.operator.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.testing.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the runtime writes, on a real kube-apiserver. It has no controllers, so a test says itself
 * what a Deployment's controller would say.
 */
class DeploymentRuntimeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger NAMESPACES = new AtomicInteger();
  private static KubernetesClient client;

  private String namespace;
  private DeploymentRuntime runtime;
  private Planned first;
  private Planned second;

  @BeforeAll
  static void server() {
    Optional<ApiServer> server = ApiServer.shared();
    assumeTrue(server.isPresent(), "KUBEBUILDER_ASSETS names no kube-apiserver");
    client = server.get().client();
  }

  @BeforeEach
  void open() {
    namespace = "deployments-" + NAMESPACES.incrementAndGet();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    first = planned("one", "platform-http:/hello");
    second = planned("two", "platform-http:/hello");
    runtime = runtime("runner:1");
    runtime.reads(first.estate());
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  private DeploymentRuntime runtime(String image) {
    return DeploymentRuntime.open(
        client, DeploymentSettings.of(image), Set.of(namespace), Optional.empty());
  }

  private Planned planned(String answer, String uri) {
    return Planned.of(
        """
        apiVersion: tenon.dev/v1alpha1
        kind: Integration
        metadata: {name: hello, namespace: %s, uid: 00000000-0000-0000-0000-000000000001}
        spec:
          purpose: Says hello to whoever asks
          owner: {team: support}
          stage: Pilot
          routes:
          - route:
              id: hello
              from:
                uri: "%s"
                steps:
                - transform: {constant: {expression: %s}}
        """
            .formatted(namespace, uri, answer));
  }

  private Ref of() {
    return first.plan().of();
  }

  private void apply(Planned planned) {
    runtime.apply(planned.plan(), Grant.unlimited(planned.plan().of()));
  }

  /** Every object of the runtime, and the version that it has. */
  private Map<String, String> versions() {
    Map<String, String> all = new TreeMap<>();
    Stream.<List<? extends HasMetadata>>of(
            client.apps().deployments().inNamespace(namespace).list().getItems(),
            client.services().inNamespace(namespace).list().getItems(),
            client.configMaps().inNamespace(namespace).list().getItems())
        .flatMap(List::stream)
        .filter(object -> Labels.integration(object).isPresent())
        .forEach(
            object ->
                all.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion()));
    return all;
  }

  private Deployment deployment() {
    return client.apps().deployments().inNamespace(namespace).withName("tenon-hello").get();
  }

  /** What the controller of Deployments says when all pods are there. */
  private void rolledOut() {
    Deployment now = deployment();
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("tenon-hello")
        .editStatus(
            it -> {
              it.setStatus(
                  new io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder()
                      .withObservedGeneration(now.getMetadata().getGeneration())
                      .withReplicas(1)
                      .withUpdatedReplicas(1)
                      .withReadyReplicas(1)
                      .withAvailableReplicas(1)
                      .build());
              return it;
            });
  }

  private void appliedUntil(Planned planned, org.awaitility.core.ThrowingRunnable assertion) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              apply(planned);
              assertion.run();
            });
  }

  @Test
  void everythingIsWrittenOnceAndThenLeftAlone() {
    apply(first);

    Plan plan = first.plan();
    assertThat(versions())
        .containsOnlyKeys(
            "ConfigMap/tenon-hello",
            "ConfigMap/tenon-hello-" + plan.revision(),
            "Deployment/tenon-hello",
            "Service/tenon-hello");
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.observe(of()).phase() == Phase.Starting && cachedAll());
    Map<String, String> before = versions();
    apply(first);
    runtime.grant(Grant.unlimited(of()));
    runtime.pause(of(), false);
    assertThat(versions()).isEqualTo(before);
  }

  /** Whether the watches have told of all that was written. */
  private boolean cachedAll() {
    runtime.close();
    runtime = runtime("runner:1");
    runtime.reads(first.estate());
    return true;
  }

  @Test
  void whatIsEditedOrDeletedByHandIsRepaired() {
    apply(first);
    client.services().inNamespace(namespace).withName("tenon-hello").delete();
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("tenon-hello")
        .edit(
            it -> {
              it.getSpec().setReplicas(5);
              it.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("evil");
              return it;
            });

    appliedUntil(
        first,
        () -> {
          assertThat(versions()).containsKey("Service/tenon-hello");
          assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);
          assertThat(
                  deployment().getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
              .isEqualTo("runner:1");
        });
  }

  @Test
  void whatRunsIsRepairedAlsoWhileItsDeclarationCannotBeRun() {
    apply(first);
    appliedUntil(first, () -> assertThat(versions()).hasSize(4));
    client.services().inNamespace(namespace).withName("tenon-hello").delete();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              runtime.grant(Grant.unlimited(of()));
              assertThat(versions()).containsKey("Service/tenon-hello");
            });
  }

  @Test
  void thePlanOfTheLastGoodRevisionStaysUntilTheNextOneIsThere() {
    apply(first);
    appliedUntil(first, () -> assertThat(versions()).hasSize(4));
    rolledOut();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                runtime
                    .observe(of())
                    .serving()
                    .filter(first.plan().revision()::equals)
                    .isPresent());
    appliedUntil(
        second,
        () ->
            assertThat(versions())
                .containsKeys(
                    "ConfigMap/tenon-hello-" + first.plan().revision(),
                    "ConfigMap/tenon-hello-" + second.plan().revision()));
    assertThat(runtime.observe(of()).phase()).isNotEqualTo(Phase.Running);

    rolledOut();

    appliedUntil(
        second,
        () ->
            assertThat(versions())
                .containsKey("ConfigMap/tenon-hello-" + second.plan().revision())
                .doesNotContainKey("ConfigMap/tenon-hello-" + first.plan().revision()));
    Observation seen = runtime.observe(of());
    assertThat(seen.serving()).contains(second.plan().revision());
    assertThat(seen.phase()).isEqualTo(Phase.Running);
    assertThat(seen.url())
        .contains("http://tenon-hello." + namespace + ".svc/" + namespace + "/hello/hello");
  }

  @Test
  void anotherOperatorWithANewerImageRestartsNothing() {
    apply(first);
    long generation = deployment().getMetadata().getGeneration();
    runtime.close();
    runtime = runtime("runner:2");
    runtime.reads(first.estate());

    apply(first);

    assertThat(deployment().getMetadata().getGeneration()).isEqualTo(generation);
    apply(second);
    assertThat(deployment().getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
        .isEqualTo("runner:2");
  }

  @Test
  void aPauseIsWrittenWhereThePodReadsItAndOutlivesTheOperator() {
    apply(first);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              runtime.pause(of(), true);
              assertThat(orders()).isEqualTo("{\"paused\":true}");
            });
    runtime.close();
    runtime = runtime("runner:1");
    runtime.reads(first.estate());

    apply(first);

    assertThat(orders()).isEqualTo("{\"paused\":true}");
    runtime.pause(of(), false);
    assertThat(orders()).isEqualTo("{\"paused\":false}");
  }

  private String orders() {
    ConfigMap map = client.configMaps().inNamespace(namespace).withName("tenon-hello").get();
    return map.getData().get("control.json");
  }

  @Test
  void nothingIsLeftOfWhatIsRemovedOrWasDeletedWhileNobodyLooked() {
    apply(first);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              runtime.remove(of());
              assertThat(versions()).isEmpty();
            });
    await().atMost(PATIENCE).until(() -> runtime.observe(of()).phase() == Phase.Absent);

    appliedUntil(first, () -> assertThat(versions()).hasSize(4));
    runtime.close();
    runtime = runtime("runner:1");
    runtime.retain(Set.of(Ref.integration(namespace, "another")));
    assertThat(versions()).isEmpty();
  }

  @Test
  void aPlanThatNeedsStateDoesNotStartWithoutAny() {
    Planned stateful =
        Planned.of(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: desk}
            spec: {vendor: Desk, owner: {team: support}, endpoint: {uri: "https://desk.example"}}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: Integration
            metadata: {name: hello, namespace: %s, uid: 00000000-0000-0000-0000-000000000001}
            spec:
              purpose: Hands on
              owner: {team: support}
              stage: Pilot
              routes:
              - route:
                  id: take
                  from:
                    uri: "platform-http:/take"
                    steps:
                    - to: {uri: "inbox:give", parameters: {key: .id}}
              - route:
                  id: give
                  from:
                    uri: "inbox:give"
                    steps:
                    - to: {uri: "system:desk", parameters: {method: POST, path: /x}}
            """
                .formatted(namespace));
    runtime.reads(stateful.estate());

    apply(stateful);

    assertThat(versions()).isEmpty();
    Observation seen = runtime.observe(of());
    assertThat(seen.phase()).isEqualTo(Phase.Failed);
    assertThat(seen.cause().map(Cause::reason)).contains("StateStoreMissing");
    assertThat(seen.cause().map(Cause::message).orElse("")).contains("--state");
  }
}
