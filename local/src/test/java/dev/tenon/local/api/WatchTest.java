package dev.tenon.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches of real clients, many and slow ones. */
class WatchTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir Path home;
  private EmbeddedApi api;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    client = new ApiClient(api.kubeconfig());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private KubernetesClient fabric8() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(api.kubeconfig().toFile()))
        .build();
  }

  @Test
  void informersOfFabric8SeeEveryChange() {
    try (KubernetesClient kubernetes = fabric8();
        SharedIndexInformer<ConfigMap> informer =
            kubernetes.configMaps().inNamespace("default").inform()) {
      for (int i = 0; i < 50; i++) {
        kubernetes
            .configMaps()
            .inNamespace("default")
            .resource(
                new ConfigMapBuilder().withNewMetadata().withName("c" + i).endMetadata().build())
            .create();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> informer.getStore().list().size() == 50);
      kubernetes.configMaps().inNamespace("default").withName("c7").delete();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> informer.getStore().list().size() == 49);
    }
  }

  @Test
  void manyWatchesEachSeeAllOfManyWrites() throws Exception {
    int watches = 60;
    int writes = 100;
    CountDownLatch seen = new CountDownLatch(watches);
    List<HttpResponse<java.io.InputStream>> open = new ArrayList<>();
    for (int i = 0; i < watches; i++) {
      HttpResponse<java.io.InputStream> response = watch("&resourceVersion=0");
      open.add(response);
      Thread reader =
          new Thread(
              () -> {
                try (BufferedReader in =
                    new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                  for (int n = 0; n < writes; n++) {
                    in.readLine();
                  }
                  seen.countDown();
                } catch (java.io.IOException e) {
                  // the count stays, and the test fails on it
                }
              });
      reader.setDaemon(true);
      reader.start();
    }
    for (int i = 0; i < writes; i++) {
      assertThat(client.post(CONFIG_MAPS, ApiClient.configMap("n" + i, "v")).code()).isEqualTo(201);
    }
    assertThat(seen.await(1, TimeUnit.MINUTES)).isTrue();
    for (HttpResponse<java.io.InputStream> response : open) {
      response.body().close();
    }
  }

  private HttpResponse<java.io.InputStream> watch(String more) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(client.uri(CONFIG_MAPS + "?watch=true" + more))
            .header("Authorization", "Bearer " + client.token())
            .build();
    return client.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void aVersionFromBeforeARestartIsExpired() throws Exception {
    client.post(CONFIG_MAPS, ApiClient.configMap("a", "v"));
    api.close();
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    client = new ApiClient(api.kubeconfig());
    client.post(CONFIG_MAPS, ApiClient.configMap("b", "v"));
    HttpResponse<java.io.InputStream> response = watch("&resourceVersion=1&timeoutSeconds=5");
    String first = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(first).contains("\"ERROR\"", "\"code\":410", "\"Expired\"");
  }

  @Test
  void aWatchThatReadsNothingIsLeftBehindAndNobodyWaitsForIt() throws Exception {
    String large = "x".repeat(100_000);
    client.post(CONFIG_MAPS, ApiClient.configMap("a", large));
    AtomicReference<String> end = new AtomicReference<>("");
    try (SSLSocket socket =
        (SSLSocket)
            client.http().sslContext().getSocketFactory().createSocket("127.0.0.1", api.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + CONFIG_MAPS
                      + "?watch=true&resourceVersion=0 HTTP/1.1\r\n"
                      + "Host: 127.0.0.1\r\n"
                      + "Authorization: Bearer "
                      + client.token()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      // far more than the history holds, while nobody reads
      for (int i = 0; i < 300; i++) {
        ApiClient.Answer answer =
            client.merge(CONFIG_MAPS + "/a", "{\"data\":{\"n\":\"" + i + "\"}}");
        assertThat(answer.code()).isEqualTo(200);
      }
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains("\"ERROR\"")) {
          end.set(line);
          break;
        }
      }
    }
    assertThat(end.get()).contains("too old resource version");
  }

  @Test
  void closingTheApiEndsWatches() throws Exception {
    HttpResponse<java.io.InputStream> response = watch("");
    api.close();
    assertThat(response.body().readAllBytes()).isEmpty();
  }
}
