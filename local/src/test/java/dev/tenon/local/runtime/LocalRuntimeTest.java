package dev.tenon.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.local.api.EmbeddedApi;
import dev.tenon.local.api.EmbeddedApiOptions;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of stored messages when their integration ends. */
class LocalRuntimeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Ref ORDERS = Ref.integration("shop", "orders");

  @TempDir Path home;

  private EmbeddedApi api;
  private KubernetesClient client;
  private StateStore state;
  private LocalRuntime runtime;

  @BeforeEach
  void open() throws Exception {
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(api.kubeconfig().toFile()))
            .build();
    state = SqlStateStore.h2(home.resolve("state"));
    runtime = openRuntime();
  }

  private LocalRuntime openRuntime() {
    return LocalRuntime.open(
        client,
        state,
        new LocalRuntime.Settings(home.resolve("run"), 0, Set.of(), Duration.ofSeconds(3)));
  }

  @AfterEach
  void close() throws Exception {
    runtime.close();
    state.close();
    client.close();
    api.close();
  }

  /** Orders are stored, and delivered to a desk that nobody ever answers at. */
  private static Plan plan() {
    IndexedEstate estate = new IndexedEstate();
    estate.put(
        Serialization.unmarshal(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: desk}
            spec: {vendor: Desk, owner: {team: shop}, endpoint: {uri: "http://127.0.0.1:1"}, credentials: {type: None}}
            """,
            SystemResource.class));
    Integration orders =
        Serialization.unmarshal(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Integration
            metadata: {name: orders, namespace: shop}
            spec:
              purpose: Orders reach the desk
              owner: {team: shop}
              stage: Pilot
              resilience: {retry: {maxAttempts: 1}}
              routes:
              - route:
                  id: receive
                  from:
                    uri: platform-http:/in
                    steps:
                    - to: {uri: "inbox:deliver", parameters: {key: .n}}
              - route:
                  id: deliver
                  from:
                    uri: inbox:deliver
                    steps:
                    - to: {uri: "system:desk", parameters: {method: POST, path: /tickets}}
            """,
            Integration.class);
    Rendering rendering = Renderer.with(Set.of()).render(orders, estate);
    assertThat(rendering.problems()).isEmpty();
    return rendering.result().orElseThrow();
  }

  private void apply() {
    Plan plan = plan();
    runtime.apply(plan, Grant.unlimited(plan.of()));
    await().atMost(PATIENCE).until(() -> runtime.observe(ORDERS).serving().isPresent());
  }

  private void order() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(runtime.observe(ORDERS).url().orElseThrow()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"n\": 1}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    await().atMost(PATIENCE).until(() -> counts().held() == 1);
  }

  private Counts counts() {
    return runtime.observe(ORDERS).messages();
  }

  @Test
  void messagesOfAnIntegrationThatShouldNotRunNowWaitForIt() throws Exception {
    apply();
    order();
    runtime.remove(ORDERS);

    apply();
    await().atMost(PATIENCE).until(() -> counts().held() == 1);
    assertThat(counts().deadLetters()).isZero();
  }

  @Test
  void messagesOfADeletedIntegrationBecomeDeadLetters() throws Exception {
    apply();
    order();
    runtime.delete(ORDERS);
    runtime.delete(ORDERS);

    apply();
    await().atMost(PATIENCE).until(() -> counts().deadLetters() == 1);
    assertThat(counts().held()).isZero();
  }

  @Test
  void messagesOfAnIntegrationDeletedWhileNobodyLookedBecomeDeadLetters() throws Exception {
    apply();
    order();
    runtime.close();
    runtime = openRuntime();
    runtime.retain(Set.of());

    apply();
    await().atMost(PATIENCE).until(() -> counts().deadLetters() == 1);
    assertThat(counts().held()).isZero();
  }
}
