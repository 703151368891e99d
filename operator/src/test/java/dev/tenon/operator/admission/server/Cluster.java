package dev.tenon.operator.admission.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.engine.review.Enforcement;
import dev.tenon.operator.admission.WebhookConfiguration;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Run;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A real API server that asks admission servers of this JVM over TLS on the loopback interface. */
final class Cluster implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final String SYSTEM = "tenon-system";
  static final String CONFIGURATION = "tenon";

  private final ApiServer server;

  private Cluster(ApiServer server) {
    this.server = server;
  }

  /** One of its own, with our kinds; the test is skipped where there is none to be had. */
  static Cluster start() {
    var assets = ApiServer.assets();
    assumeTrue(assets.isPresent(), "no KUBEBUILDER_ASSETS");
    ApiServer server = ApiServer.start(assets.get());
    server.installCrds();
    Cluster cluster = new Cluster(server);
    cluster.namespace(SYSTEM);
    return cluster;
  }

  KubernetesClient client() {
    return server.client();
  }

  void namespace(String name) {
    client()
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
  }

  Run kubectl(String... arguments) {
    return server.kubectl(arguments);
  }

  Run apply(String yaml, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("apply", "-f", "-"));
    all.addAll(List.of(arguments));
    return server.kubectlWith(yaml, all.toArray(String[]::new));
  }

  static AdmissionSettings settings(int port, Lives lives) {
    return new AdmissionSettings(
        new InetSocketAddress("127.0.0.1", port),
        new Own(SYSTEM, "tenon-admission", CONFIGURATION, List.of("127.0.0.1", "localhost"), lives),
        Enforcement.Deny,
        Set.of(),
        Duration.ofSeconds(6),
        InstantSource.system());
  }

  AdmissionServer admission(AdmissionSettings settings) throws IOException {
    AdmissionServer started = AdmissionServer.start(client(), settings);
    await().atMost(PATIENCE).until(started::ready);
    return started;
  }

  /** Has the API server ask at that port; the server says whom to trust. */
  void ask(int port) {
    ask(at(port).build());
  }

  /** The same, with authorities to trust, as PEM. */
  void ask(int port, String authorities) {
    ask(
        at(port)
            .withCaBundle(
                Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.UTF_8)))
            .build());
  }

  private static WebhookClientConfigBuilder at(int port) {
    return new WebhookClientConfigBuilder()
        .withUrl("https://127.0.0.1:" + port + AdmissionServer.REVIEW);
  }

  private void ask(WebhookClientConfig where) {
    ValidatingWebhookConfiguration configuration = WebhookConfiguration.of(CONFIGURATION, where);
    client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .resource(configuration)
        .create();
    awaitAsked();
  }

  /** The API server obeys a configuration a moment later. */
  void awaitAsked() {
    String probe = "probe-" + UUID.randomUUID().toString().substring(0, 8);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Run run =
                  apply(
                      """
                      apiVersion: tenon.dev/v1alpha1
                      kind: Team
                      metadata: {name: %s}
                      spec: {members: [{id: a@corp.example}]}
                      """
                          .formatted(probe),
                      "--dry-run=server");
              return run.exit() == 0 && run.err().contains("team-incomplete");
            });
  }

  void askNobody() {
    client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(CONFIGURATION)
        .delete();
  }

  @Override
  public void close() {
    server.close();
  }
}
