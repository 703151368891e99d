package dev.tenon.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.e2e.chart.Rendered;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.operator.ClusterSettings;
import dev.tenon.operator.ClusterSettings.Election;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import dev.tenon.operator.admission.WebhookConfiguration;
import dev.tenon.operator.admission.server.AdmissionServer;
import dev.tenon.operator.admission.server.AdmissionSettings;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.testing.ApiServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Operator and webhook, each as the account that the chart gives it, against a real API server with
 * RBAC: what they do is allowed, and what they are allowed is done. The server's audit log is the
 * witness of both.
 */
class LeastPrivilegeTest {
  private static final String SYSTEM = "tenon-system";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(30);

  /** What integrations are made of: only where pods run is all of it done. */
  private static final Set<String> NEED_PODS =
      Set.of(
          "apps/deployments",
          "/configmaps",
          "/services",
          "policy/poddisruptionbudgets",
          "/secrets",
          "/pods");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "apps"})
  void everyRightIsUsedAndNoneIsMissing(String watched) throws IOException {
    var assets = ApiServer.assets();
    assumeTrue(assets.isPresent(), "no KUBEBUILDER_ASSETS");
    Set<String> namespaces =
        Arrays.stream(watched.split(",")).filter(one -> !one.isEmpty()).collect(Collectors.toSet());
    Rendered chart = Rendered.of("namespaces: [%s]".formatted(watched), folder);
    Path log = folder.resolve("audit.log");
    List<String> flags = Audit.flags(folder.resolve("audit.yaml"), log);
    try (ApiServer server = ApiServer.start(assets.get(), flags.toArray(String[]::new))) {
      install(server, chart);
      try (KubernetesClient admissions = as(server, "tenon-admission");
          KubernetesClient operators = as(server, "tenon-operator");
          AdmissionServer admission =
              AdmissionServer.start(admissions, admissionSettings(namespaces));
          TenonOperator operator =
              TenonOperator.start(
                  operators,
                  new StillRuntime(),
                  OperatorSettings.DEFAULT,
                  new ClusterSettings(namespaces, Optional.of(election()), Metrics.NOOP))) {
        register(server, admission);
        new Scene(server).play();
        assertThat(operator).isNotNull();

        Audit audit = new Audit(log);
        assertThat(audit.requests().stream().filter(Audit.Request::forbidden))
            .as("requests that the chart's roles do not allow")
            .isEmpty();
        await("every right used")
            .atMost(WRITTEN_WITHIN)
            .untilAsserted(
                () ->
                    assertThat(unused(chart.rights(), audit))
                        .as("rights that nothing needs, or that the scene does not show")
                        .isEmpty());
      }
    }
  }

  private static Election election() {
    return new Election(SYSTEM, "tenon-operator", "one", Duration.ofSeconds(12), () -> {});
  }

  private static SortedSet<Right> unused(Stream<Right> granted, Audit audit) {
    SortedSet<Right> unused =
        granted
            .filter(right -> !right.account().equals("tenon-operator") || !needsPods(right))
            .collect(Collectors.toCollection(TreeSet::new));
    audit.requests().forEach(request -> unused.remove(request.right()));
    return unused;
  }

  private static boolean needsPods(Right right) {
    return NEED_PODS.contains(right.resource())
        || right.resource().equals("/events") && right.verb().equals("list")
        // never used, and asked for: without it JOSDK does not begin to elect
        || right.resource().equals("coordination.k8s.io/leases") && right.verb().equals("update");
  }

  private static void install(ApiServer server, Rendered chart) {
    for (String namespace : List.of(SYSTEM, "apps", "default")) {
      server
          .kubectlWith(
              """
              apiVersion: v1
              kind: Namespace
              metadata: {name: %s, labels: {strict: "yes"}}
              """
                  .formatted(namespace),
              "apply",
              "--server-side",
              "-f",
              "-")
          .orFail();
    }
    server.installCrds();
    server
        .kubectlWith(
            chart.without(ValidatingWebhookConfiguration.class),
            "apply",
            "--server-side",
            "--force-conflicts",
            "-f",
            "-")
        .orFail();
  }

  private static KubernetesClient as(ApiServer server, String account) {
    String token = server.kubectl("-n", SYSTEM, "create", "token", account).orFail().out().strip();
    Config config = Config.fromKubeconfig(server.kubeconfig().toFile());
    config.setOauthToken(token);
    config.setAutoOAuthToken(token);
    config.setNamespace(SYSTEM);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static AdmissionSettings admissionSettings(Set<String> namespaces) {
    return new AdmissionSettings(
        new InetSocketAddress("127.0.0.1", 0),
        new Own(
            SYSTEM,
            "tenon-admission-authority",
            "tenon",
            List.of("127.0.0.1", "localhost"),
            Lives.DEFAULT),
        Enforcement.Deny,
        namespaces,
        Set.of(),
        Duration.ofSeconds(1),
        InstantSource.system());
  }

  /** As the chart registers it, but at this process. */
  private static void register(ApiServer server, AdmissionServer admission) {
    server
        .client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .resource(
            WebhookConfiguration.of(
                "tenon",
                new WebhookClientConfigBuilder()
                    .withUrl("https://127.0.0.1:" + admission.port() + AdmissionServer.REVIEW)
                    .build()))
        .create();
    await().atMost(PATIENCE).until(admission::ready);
    await("the webhook is trusted and asked")
        .atMost(PATIENCE)
        .until(
            () ->
                server
                    .kubectlWith(
                        """
                        apiVersion: tenon.dev/v1alpha1
                        kind: Team
                        metadata: {name: probe}
                        spec: {members: [{id: a@corp.example}]}
                        """,
                        "apply",
                        "--dry-run=server",
                        "-f",
                        "-")
                    .err()
                    .contains("team-incomplete"));
  }
}
