package dev.tenon.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.ResourceStatus;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.local.Applied;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SystemSpec;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator owes to whoever watches the API, whichever API it is. */
abstract class OperatorContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long nothing may happen where nothing should. */
  private static final Duration QUIET = Duration.ofMillis(700);

  private static final Ref ONE = Ref.integration("apps", "one");
  private static final Ref TWO = Ref.integration("apps", "two");
  private static final Ref THREE = Ref.integration("apps", "three");

  private final CountedWrites writes = new CountedWrites();
  private RecordingRuntime runtime;
  private KubernetesClient client;
  private KubernetesClient operators;
  private TenonOperator operator;

  /** Of an API that serves our kinds and holds none of them. */
  abstract Path kubeconfig() throws Exception;

  @BeforeEach
  void start() throws Exception {
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    client = new KubernetesClientBuilder().withConfig(config).build();
    operators =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("counted", writes))
            .build();
    runtime = new RecordingRuntime();
    operator = TenonOperator.start(operators, runtime, OperatorSettings.DEFAULT);
    Estates.ALL.forEach(this::apply);
    awaitAllReady();
  }

  @AfterEach
  void stop() {
    try {
      Estates.deleteAll(client);
    } finally {
      operator.close();
      operators.close();
      client.close();
    }
  }

  private void awaitAllReady() {
    for (Ref ref : List.of(ONE, TWO, THREE)) {
      awaitSaid(ref, "Ready", "True Running");
    }
    awaitQuiet();
    forget();
  }

  private void apply(String yaml) {
    Applied.yaml(client, yaml);
  }

  private Integration integration(Ref ref) {
    return client
        .resources(Integration.class)
        .inNamespace(ref.namespace())
        .withName(ref.name())
        .get();
  }

  private void awaitSaid(Ref ref, String type, String expected) {
    await(ref + " " + type)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(said(integration(ref))).containsEntry(type, expected));
  }

  /** Each condition's status and reason, by its type. */
  private static Map<String, String> said(TenonResource<?, ? extends ResourceStatus> object) {
    Map<String, String> said = new TreeMap<>();
    for (Condition condition : object.status().map(ResourceStatus::conditions).orElse(List.of())) {
      said.put(condition.getType(), condition.getStatus() + " " + condition.getReason());
    }
    return said;
  }

  /** Waits until nothing is looked at and nothing is written any more. */
  private void awaitQuiet() {
    AtomicInteger before = new AtomicInteger(-1);
    await("quiet")
        .pollInterval(QUIET)
        .atMost(PATIENCE)
        .until(
            () -> {
              int now =
                  runtime.looks.values().stream().mapToInt(AtomicInteger::get).sum()
                      + writes.all().size();
              return before.getAndSet(now) == now;
            });
  }

  private void forget() {
    runtime.looks.clear();
    writes.forget();
  }

  /** Who is reconciled because of it, however often. */
  private void reconciles(Runnable change, Ref... exactly) {
    change.run();
    await().atMost(PATIENCE).until(() -> runtime.looks.keySet().containsAll(List.of(exactly)));
    await()
        .during(QUIET)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(runtime.looks.keySet()).containsExactlyInAnyOrder(exactly));
    awaitQuiet();
    forget();
  }

  private <R extends TenonResource<?, ?>> void edit(Class<R> kind, String name, Consumer<R> edit) {
    client
        .resources(kind)
        .withName(name)
        .edit(
            it -> {
              edit.accept(it);
              return it;
            });
  }

  @Test
  void aChangeReconcilesThoseThatReferToItAndNobodyElse() {
    reconciles(() -> apply(Estates.system("left", "calls: 500")), ONE);
    reconciles(() -> apply(Estates.system("right", "calls: 500")), TWO, THREE);
    reconciles(() -> apply(Estates.team("red", "ana", "bo", "cy")), ONE, THREE);
    reconciles(() -> apply(Estates.team("blue", "ana", "bo", "cy")), TWO);
    reconciles(() -> apply(Estates.pattern("ask", "20s")), ONE, TWO);
    reconciles(() -> operator.changed(Refs.secret("apps", "right")), TWO, THREE);
    reconciles(() -> apply(Estates.team("green", "ana")));
  }

  @Test
  void aStatusAloneReconcilesNobody() {
    reconciles(
        () ->
            client
                .resources(SystemResource.class)
                .withName("left")
                .subresource("status")
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"allocations\": []}}"));
  }

  @Test
  void aReconcileThatFindsAllWellWritesNothing() {
    edit(Team.class, "red", it -> it.getMetadata().setLabels(Map.of("touched", "once")));
    edit(Team.class, "blue", it -> it.getMetadata().setLabels(Map.of("touched", "once")));
    await().atMost(PATIENCE).until(() -> runtime.looks.keySet().size() == 3);
    await().during(QUIET).atMost(PATIENCE).until(() -> writes.all().isEmpty());
  }

  @Test
  void aNewIntegrationCostsAFinalizerAndAsFewStatusesAsItHasStates() {
    apply(Estates.integration("four", "ask", "left", "red"));
    Ref four = Ref.integration("apps", "four");
    awaitSaid(four, "Ready", "True Running");
    awaitQuiet();
    assertThat(writes.all().stream().filter(write -> write.contains("integrations/four")))
        .hasSizeLessThanOrEqualTo(3);
    assertThat(integration(four).getMetadata().getFinalizers())
        .containsExactly("tenon.dev/runtime");
  }

  @Test
  void anotherOperatorThatTakesOverWritesNothing() {
    operator.close();
    RecordingRuntime same = runtime;
    forget();
    operator = TenonOperator.start(operators, same, OperatorSettings.DEFAULT);
    await().atMost(PATIENCE).until(() -> same.looks.keySet().size() == 3);
    await().during(QUIET).atMost(PATIENCE).until(() -> writes.all().isEmpty());
    assertThat(same.retained.get(same.retained.size() - 1))
        .containsExactlyInAnyOrder(ONE, TWO, THREE);
  }

  @Test
  void aLostStatusIsSaidAgain() {
    operator.close();
    client
        .resources(Integration.class)
        .inNamespace("apps")
        .withName("one")
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": null}");
    operator = TenonOperator.start(operators, runtime, OperatorSettings.DEFAULT);
    awaitSaid(ONE, "Ready", "True Running");
  }

  @Test
  void whatIsDeletedIsEndedBeforeItIsGone() {
    runtime.failuresOfDelete.set(2);
    delete(ONE);
    await().atMost(PATIENCE).until(() -> integration(ONE) == null);
    assertThat(runtime.deleted).containsExactly(ONE);
    assertThat(runtime.failuresOfDelete).hasValue(0);
  }

  @Test
  void aPauseStopsIntakeUntilItsEnd() {
    Instant end = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
    apply(Estates.pause("now", "integration: one", end));
    await().atMost(PATIENCE).until(() -> runtime.paused.contains(ONE));
    assertThat(runtime.paused).containsExactly(ONE);
    await().atMost(PATIENCE).until(() -> runtime.paused.isEmpty());
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  @Test
  void aPauseOfASystemStopsThoseOfItsNamespaceThatUseIt() {
    Instant end = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
    apply(Estates.pause("outage", "system: right", end));
    await().atMost(PATIENCE).until(() -> runtime.paused.size() == 2);
    assertThat(runtime.paused).containsExactlyInAnyOrder(TWO, THREE);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                    .resources(Pause.class)
                    .inNamespace("apps")
                    .withName("outage")
                    .get()
                    .status()
                    .filter(status -> status.integrations().equals(List.of("three", "two")))
                    .isPresent());
    client.resources(Pause.class).inNamespace("apps").withName("outage").delete();
    await().atMost(PATIENCE).until(() -> runtime.paused.isEmpty());
  }

  @Test
  void aReplayGivesBackAtItsRateAndNoMoreThanItMay() {
    runtime.deadLetters.left.set(25);
    apply(Estates.replay("again", "maxMessages: 15, rate: 20/s"));
    awaitReplay("again", "True Complete");
    assertThat(runtime.deadLetters.left).hasValue(10);
    assertThat(replay("again").status().orElseThrow().counts().orElseThrow().replayed())
        .isEqualTo(15);
    assertThat(runtime.deadLetters.portions).allMatch(portion -> portion <= 20);

    apply(Estates.replay("counted", "dryRun: true"));
    awaitReplay("counted", "True Complete");
    assertThat(runtime.deadLetters.left).hasValue(10);
    assertThat(replay("counted").status().orElseThrow().counts().orElseThrow().matched())
        .isEqualTo(10);
  }

  @Test
  void aPolicyOfSomeNamespacesFollowsTheirLabels() {
    apply(Estates.policy("namespaceSelector: {matchLabels: {tier: gold}}"));
    awaitQuiet();
    assertThat(said(integration(ONE))).containsEntry("Compliant", "True Compliant");
    apply(Estates.namespace("tier: gold"));
    for (Ref ref : List.of(ONE, TWO, THREE)) {
      awaitSaid(ref, "Compliant", "False Violations");
    }
    assertThat(said(integration(ONE))).containsEntry("Ready", "True Running");
    apply(Estates.namespace(""));
    for (Ref ref : List.of(ONE, TWO, THREE)) {
      awaitSaid(ref, "Compliant", "True Compliant");
    }
  }

  @Test
  void whatIsDeclaredWhileAStatusIsWrittenIsNotOverlooked() {
    writes.beforeNext(
        "integrations/one/status",
        () -> apply(Estates.integration("one", "ask-too", "right", "blue")));
    apply(Estates.team("red", "ana"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(runtime.plans.get(ONE).systems())
                    .extracting(SystemSpec::name)
                    .containsExactly("right"));
    writes.beforeNext("integrations/two/status", () -> delete(TWO));
    apply(Estates.team("blue", "ana"));
    await().atMost(PATIENCE).until(() -> integration(TWO) == null);
  }

  @Test
  void whatIsDeclaredWhileItsFinalizerIsAddedIsNotOverlooked() {
    Ref four = Ref.integration("apps", "four");
    writes.beforeNext(
        "integrations/four", () -> apply(Estates.integration("four", "ask", "right", "red")));
    apply(Estates.integration("four", "ask", "left", "red"));
    awaitSaid(four, "Ready", "True Running");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(runtime.grants.get(four).shares().keySet())
                    .containsExactly(new LimitId("right", "hourly")));
  }

  private void delete(Ref ref) {
    client.resources(Integration.class).inNamespace(ref.namespace()).withName(ref.name()).delete();
  }

  @Test
  void whatIsDeniedDoesNotStartUnlessDenialsOnlyWarn() {
    Ref four = Ref.integration("apps", "four");
    apply(Estates.integration("four", "later", "left", "red"));
    awaitSaid(four, "Ready", "False WaitingForReferences");
    // by the time that it could start, it may not any longer
    apply(Estates.policy(""));
    apply(Estates.pattern("later", "10s"));
    awaitSaid(four, "Stalled", "True PolicyDenied");
    awaitSaid(ONE, "Compliant", "False Violations");
    assertThat(runtime.plans).containsKey(ONE).doesNotContainKey(four);

    operator.close();
    OperatorSettings defaults = OperatorSettings.DEFAULT;
    operator =
        TenonOperator.start(
            operators,
            runtime,
            new OperatorSettings(
                defaults.schemes(),
                defaults.threads(),
                defaults.stopWithin(),
                Enforcement.Warn,
                defaults.clock()));
    awaitSaid(four, "Ready", "True Running");
    awaitSaid(four, "Compliant", "False Violations");
  }

  @Test
  void anUpstreamThatIsNotThereIsSaidAndKeepsNothingFromStarting() {
    apply(Estates.integration("four", "ask", "left", "red") + "  upstreams: [{name: nowhere}]\n");
    Ref four = Ref.integration("apps", "four");
    awaitSaid(four, "Ready", "True Running");
    assertThat(said(integration(four)).get("ResolvedRefs")).startsWith("False");
  }

  private Replay replay(String name) {
    return client.resources(Replay.class).inNamespace("apps").withName(name).get();
  }

  private void awaitReplay(String name, String expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(said(replay(name))).containsEntry("Complete", expected));
  }
}
