package dev.tenon.local.gitops;

import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.local.api.conformance.RealServer;
import dev.tenon.local.runtime.LocalRuntime;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import dev.tenon.operator.admission.WebhookConfiguration;
import dev.tenon.operator.admission.server.AdmissionServer;
import dev.tenon.operator.admission.server.AdmissionSettings;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Run;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A real API server that asks our webhook over TLS, and our operator beside it. */
final class RealPlane implements Plane {
  private static final String SYSTEM = "tenon-system";
  private static final String CONFIGURATION = "tenon";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ApiServer api;
  private final KubernetesClient client;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private RealPlane(ApiServer api) {
    this.api = api;
    this.client = api.client();
  }

  record Home(RealServer server, Path folder) implements Plane.Home {
    @Override
    public Plane open(Enforcement enforcement, InstantSource clock) throws IOException {
      RealPlane plane = new RealPlane(server.api());
      plane.review(enforcement, clock);
      plane.run(folder, enforcement, clock);
      return plane;
    }
  }

  private void review(Enforcement enforcement, InstantSource clock) throws IOException {
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(SYSTEM).endMetadata().build())
        .serverSideApply();
    AdmissionServer server =
        AdmissionServer.start(
            client,
            new AdmissionSettings(
                new InetSocketAddress("127.0.0.1", 0),
                new Own(
                    SYSTEM, "tenon-admission", CONFIGURATION, List.of("127.0.0.1"), Lives.DEFAULT),
                enforcement,
                Set.of(),
                Duration.ZERO,
                clock));
    parts.push(server);
    await().atMost(PATIENCE).until(server::ready);
    client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .resource(
            WebhookConfiguration.of(
                CONFIGURATION,
                new WebhookClientConfigBuilder()
                    .withUrl("https://127.0.0.1:" + server.port() + AdmissionServer.REVIEW)
                    .build()))
        .create();
    parts.push(
        () ->
            client
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(CONFIGURATION)
                .delete());
    await().atMost(PATIENCE).until(this::asked);
  }

  /** The API server obeys a configuration a moment later. */
  private boolean asked() {
    Run probe =
        api.kubectlWith(
            "{apiVersion: tenon.dev/v1alpha1, kind: Team, metadata: {name: probe}, spec: {members: [{id: a}]}}",
            "create",
            "--dry-run=server",
            "-f",
            "-");
    return probe.exit() == 0 && probe.err().contains("team-incomplete");
  }

  private void run(Path folder, Enforcement enforcement, InstantSource clock) {
    StateStore state = SqlStateStore.h2(folder.resolve("state").resolve("state"));
    parts.push(state);
    LocalRuntime runtime =
        LocalRuntime.open(
            client,
            state,
            new LocalRuntime.Settings(folder.resolve("run"), 0, Set.of(), Duration.ofSeconds(3)));
    parts.push(runtime);
    OperatorSettings defaults = OperatorSettings.DEFAULT;
    TenonOperator operator =
        TenonOperator.start(
            client,
            runtime,
            new OperatorSettings(
                Set.of(), defaults.threads(), defaults.stopWithin(), enforcement, clock));
    parts.push(operator);
    runtime.onSecret(operator::changed);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part did not close", e);
      }
    }
  }
}
