package dev.tenon.operator.admission.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.testing.Run;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that go, come back, and are asked what nobody should ask. */
class OutageTest {
  private static Cluster cluster;
  private AdmissionServer admission;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start();
    cluster.namespace("support");
    cluster.apply(Files.readString(AdmissionServerTest.PATTERN)).orFail();
    cluster.apply(AdmissionServerTest.ESTATE).orFail();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    admission = cluster.admission(Cluster.settings(0, Lives.DEFAULT));
    cluster.ask(admission.port());
  }

  @AfterEach
  void leave() {
    admission.close();
    cluster.askNobody();
    cluster.kubectl("delete", "tint", "--all", "-n", "support").orFail();
  }

  @Test
  void whileItIsAwayOnlyWhatHasToBeReviewedWaits() throws Exception {
    String mine = AdmissionServerTest.INTEGRATION;
    cluster.apply(mine).orFail();
    admission.close();

    Run changed = cluster.apply(mine.replace("amount: 600", "amount: 601"));
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.err()).contains("failed calling webhook \"admission.tenon.dev\"");
    // applied again, labelled, annotated, given a status and a finalizer, deleted
    cluster.apply(mine).orFail();
    cluster.kubectl("label", "tint/mine", "a=b", "-n", "support").orFail();
    cluster.kubectl("annotate", "tint/mine", "a=b", "-n", "support").orFail();
    cluster
        .kubectl(
            "patch",
            "tint/mine",
            "-n",
            "support",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\": {\"runtime\": \"Local\"}}")
        .orFail();
    patch("{\"metadata\": {\"finalizers\": [\"tenon.dev/runtime\"]}}");
    cluster.kubectl("delete", "tint/mine", "-n", "support", "--wait=false").orFail();
    patch("{\"metadata\": {\"finalizers\": []}}");
    assertThat(
            cluster.client().resources(Integration.class).inNamespace("support").list().getItems())
        .isEmpty();
    // what guards others does wait
    assertThat(cluster.kubectl("delete", "tsys/crm").err())
        .contains("failed calling webhook \"admission.tenon.dev\"");

    int port = admission.port();
    admission = cluster.admission(Cluster.settings(port, Lives.DEFAULT));
    cluster.awaitAsked();
    cluster.apply(mine).orFail();
  }

  private static void patch(String merge) {
    cluster.kubectl("patch", "tint/mine", "-n", "support", "--type=merge", "-p", merge).orFail();
  }

  @Test
  void glassThatIsBrokenIsReviewedThoughNothingElseChanges() {
    cluster.apply(AdmissionServerTest.INTEGRATION).orFail();
    cluster
        .apply(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: edits}
            rules: [{apiGroups: [tenon.dev], resources: [integrations], verbs: [get, patch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: edits}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edits}
            subjects: [{kind: User, name: eve@corp.example, apiGroup: rbac.authorization.k8s.io}]
            """)
        .orFail();
    Run broken =
        cluster.kubectl(
            "annotate",
            "tint/mine",
            "tenon.dev/break-glass=INC-1",
            "-n",
            "support",
            "--as",
            "eve@corp.example");
    assertThat(broken.err())
        .contains("break-glass-not-allowed")
        .contains("user eve@corp.example may not break glass");
    cluster
        .kubectl("annotate", "tint/mine", "tenon.dev/break-glass=INC-1", "-n", "support")
        .orFail();
  }

  @Test
  void whoLeavesAnswersAllThatHeWasAsked() throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    List<String> refusals = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              GenericKubernetesResource object =
                  cluster
                      .client()
                      .getKubernetesSerialization()
                      .unmarshal(AdmissionServerTest.INTEGRATION, GenericKubernetesResource.class);
              while (going.get()) {
                try {
                  cluster.client().resource(object).dryRun(true).create();
                } catch (KubernetesClientException e) {
                  refusals.add(e.getMessage());
                }
              }
            });
    AdmissionServer next = cluster.admission(Cluster.settings(0, Lives.DEFAULT));
    try {
      CompletableFuture<Void> leaving =
          CompletableFuture.runAsync(
              () -> {
                try {
                  admission.drain();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      HttpClient client = client();
      await()
          .atMost(Cluster.PATIENCE)
          .until(() -> leaving.isDone() || get(client, admission, "/readyz").statusCode() == 503);
      // as a Service does when one of its pods is no longer ready
      cluster
          .client()
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withName(Cluster.CONFIGURATION)
          .edit(
              it -> {
                it.getWebhooks()
                    .forEach(
                        hook ->
                            hook.getClientConfig()
                                .setUrl(
                                    "https://127.0.0.1:" + next.port() + AdmissionServer.REVIEW));
                return it;
              });
      leaving.get();
      going.set(false);
      writing.get();
      assertThat(refusals).isEmpty();
    } finally {
      going.set(false);
      next.close();
    }
  }

  @Test
  void whatIsNoReviewIsTurnedAway() throws Exception {
    HttpClient client = client();
    assertThat(get(client, admission, "/healthz").body()).isEqualTo("alive\n");
    assertThat(get(client, admission, "/readyz").body()).isEqualTo("ready\n");
    assertThat(get(client, admission, "/").statusCode()).isEqualTo(404);
    assertThat(get(client, admission, AdmissionServer.REVIEW).statusCode()).isEqualTo(405);
    assertThat(post(client, "{}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
    assertThat(post(client, new byte[0]).statusCode()).isEqualTo(400);
    byte[] large = new byte[Endpoint.LARGEST_BODY + 1];
    java.util.Arrays.fill(large, (byte) ' ');
    assertThat(post(client, large).statusCode()).isEqualTo(413);
    // and it still answers
    assertThat(get(client, admission, "/readyz").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> get(HttpClient client, AdmissionServer server, String path)
      throws Exception {
    return client.send(HttpRequest.newBuilder(uri(server, path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(HttpClient client, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(admission, AdmissionServer.REVIEW))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(AdmissionServer server, String path) {
    return URI.create("https://127.0.0.1:" + server.port() + path);
  }

  /** A client that trusts what the API server is told to trust. */
  private static HttpClient client() throws Exception {
    String bundle =
        cluster
            .client()
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName(Cluster.CONFIGURATION)
            .get()
            .getWebhooks()
            .get(0)
            .getClientConfig()
            .getCaBundle();
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    store.setCertificateEntry(
        "authority",
        dev.tenon.operator.tls.Pem.certificates(
                new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII))
            .get(0));
    TrustManagerFactory trusting =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusting.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        .connectTimeout(Duration.ofMinutes(1))
        .build();
  }
}
