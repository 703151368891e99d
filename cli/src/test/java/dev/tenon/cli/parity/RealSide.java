package dev.tenon.cli.parity;

import static org.awaitility.Awaitility.await;

import dev.tenon.engine.review.Enforcement;
import dev.tenon.operator.admission.WebhookConfiguration;
import dev.tenon.operator.admission.server.AdmissionServer;
import dev.tenon.operator.admission.server.AdmissionSettings;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Run;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real API server that asks our admission server over TLS, about everyone but the loader. */
record RealSide(ApiServer server, AdmissionServer admission, Api api) implements AutoCloseable {
  private static final String SYSTEM = "tenon-system";
  private static final String CONFIGURATION = "tenon";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static RealSide start(Path assets) throws Exception {
    ApiServer server = ApiServer.start(assets);
    server.installCrds();
    KubernetesClient client = server.client();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(SYSTEM).endMetadata().build())
        .create();
    AdmissionServer admission =
        AdmissionServer.start(
            client,
            new AdmissionSettings(
                new InetSocketAddress("127.0.0.1", 0),
                new Own(
                    SYSTEM, "tenon-admission", CONFIGURATION, List.of("127.0.0.1"), Lives.DEFAULT),
                Enforcement.Deny,
                Reviewed.SCHEMES,
                Duration.ZERO,
                () -> ParityTest.NOW));
    await().atMost(PATIENCE).until(admission::ready);
    client.resource(configuration(admission.port())).create();
    await().atMost(PATIENCE).until(() -> asked(server));
    return new RealSide(server, admission, new Api(server.kubeconfig(), Fixture.patterns()));
  }

  private static ValidatingWebhookConfiguration configuration(int port) {
    ValidatingWebhookConfiguration configuration =
        WebhookConfiguration.of(
            CONFIGURATION,
            new WebhookClientConfigBuilder()
                .withUrl("https://127.0.0.1:" + port + AdmissionServer.REVIEW)
                .build());
    configuration
        .getWebhooks()
        .forEach(
            webhook ->
                webhook
                    .getMatchConditions()
                    .add(
                        new MatchCondition(
                            "request.userInfo.username != '" + Api.LOADER + "'", "not-loaded")));
    return configuration;
  }

  /** The API server obeys a configuration a moment later. */
  private static boolean asked(ApiServer server) {
    Run probe =
        server.kubectlWith(
            "{apiVersion: tenon.dev/v1alpha1, kind: Team, metadata: {name: probe}, spec: {members: [{id: a}]}}",
            "create",
            "--dry-run=server",
            "-f",
            "-");
    return probe.exit() == 0 && probe.err().contains("team-incomplete");
  }

  @Override
  public void close() {
    api.close();
    admission.close();
    server.close();
  }
}
