package dev.tenon.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives what. */
class PersistenceTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir Path home;

  private EmbeddedApi start() throws IOException {
    return EmbeddedApi.start(EmbeddedApiOptions.in(home));
  }

  private Path journal() {
    return home.resolve("api/objects.journal");
  }

  @Test
  void stateTokenAndPortSurviveARestart() throws Exception {
    long before;
    int port;
    String token;
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.post(CONFIG_MAPS, ApiClient.configMap("kept", "v"));
      client.post(CONFIG_MAPS, ApiClient.configMap("gone", "v"));
      client.send("DELETE", CONFIG_MAPS + "/gone", "");
      before = revision(client.get(CONFIG_MAPS));
      port = api.port();
      token = client.token();
    }
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      assertThat(api.port()).isEqualTo(port);
      assertThat(client.token()).isEqualTo(token);
      assertThat(client.get(CONFIG_MAPS + "/kept").body().path("data").path("k").asText())
          .isEqualTo("v");
      assertThat(client.get(CONFIG_MAPS + "/gone").code()).isEqualTo(404);
      assertThat(revision(client.get(CONFIG_MAPS))).isGreaterThanOrEqualTo(before);
      ApiClient.Answer next = client.post(CONFIG_MAPS, ApiClient.configMap("next", "v"));
      assertThat(Long.parseLong(next.body().path("metadata").path("resourceVersion").asText()))
          .isGreaterThan(before);
    }
  }

  private static long revision(ApiClient.Answer list) {
    return Long.parseLong(list.body().path("metadata").path("resourceVersion").asText());
  }

  @Test
  void kindsOfDefinitionsAreServedAfterARestart() throws Exception {
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.post(Definitions.PATH, Definitions.open("Thing", "things"));
      client.post("/apis/example.test/v1/things", Definitions.object("Thing", "a"));
    }
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      assertThat(client.get("/apis/example.test/v1/things/a").code()).isEqualTo(200);
    }
  }

  @Test
  void definitionsOfTheApiItselfAreThereFromTheBeginningAndWrittenOnce() throws Exception {
    ObjectNode first =
        (ObjectNode) new ObjectMapper().readTree(Definitions.open("Thing", "things"));
    EmbeddedApiOptions options = EmbeddedApiOptions.in(home).withDefinitions(List.of(first));
    try (EmbeddedApi api = EmbeddedApi.start(options)) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.post("/apis/example.test/v1/things", Definitions.object("Thing", "a"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  client
                          .get(Definitions.PATH + "/things.example.test")
                          .body()
                          .path("status")
                          .path("conditions")
                          .size()
                      == 2);
    }
    long written = Files.size(journal());
    EmbeddedApi.start(options).close();
    assertThat(Files.size(journal())).isEqualTo(written);

    ((ObjectNode) first.at("/spec/names")).putArray("shortNames").add("th");
    try (EmbeddedApi api = EmbeddedApi.start(options.withDefinitions(List.of(first)))) {
      ApiClient client = new ApiClient(api.kubeconfig());
      assertThat(client.get("/apis/example.test/v1").body().toString()).contains("\"th\"");
      assertThat(client.get("/apis/example.test/v1/things/a").code()).isEqualTo(200);
    }
  }

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    for (int round = 0; round < 3; round++) {
      Process process = AnotherProcess.start(home);
      ApiClient client = new ApiClient(home.resolve("kubeconfig"));
      Thread writer = new Thread(() -> writeUntilGone(client, acknowledged));
      writer.start();
      int enough = acknowledged.get() + 300;
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.get() >= enough);
      process.destroyForcibly().waitFor();
      writer.join();
    }
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      List<String> names = new ArrayList<>();
      client
          .get(CONFIG_MAPS)
          .body()
          .path("items")
          .forEach(item -> names.add(item.path("metadata").path("name").asText()));
      for (int i = 0; i < acknowledged.get(); i++) {
        assertThat(names).contains("n" + i);
      }
    }
  }

  private static void writeUntilGone(ApiClient client, AtomicInteger acknowledged) {
    try {
      while (true) {
        ApiClient.Answer answer =
            client.post(CONFIG_MAPS, ApiClient.configMap("n" + acknowledged.get(), "v"));
        // what was written when the process died, and not answered, is there already
        if (answer.code() == 201 || answer.code() == 409) {
          acknowledged.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // the process is gone, which is what this waits for
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aLastLineThatWasNotWrittenToItsEndIsDropped() throws Exception {
    try (EmbeddedApi api = start()) {
      new ApiClient(api.kubeconfig()).post(CONFIG_MAPS, ApiClient.configMap("a", "v"));
    }
    Files.writeString(journal(), "0123abcd {\"revision\":99,\"gro", StandardOpenOption.APPEND);
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(200);
      client.post(CONFIG_MAPS, ApiClient.configMap("b", "v"));
    }
    try (EmbeddedApi api = start()) {
      assertThat(new ApiClient(api.kubeconfig()).get(CONFIG_MAPS + "/b").code()).isEqualTo(200);
    }
  }

  @Test
  void aDamagedFileIsNamedWithItsMendAndNothingIsLostInSilence() throws Exception {
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.post(CONFIG_MAPS, ApiClient.configMap("a", "before"));
      client.post(CONFIG_MAPS, ApiClient.configMap("b", "damaged"));
      client.post(CONFIG_MAPS, ApiClient.configMap("c", "after"));
    }
    String text = Files.readString(journal());
    Files.writeString(journal(), text.replace("\"damaged\"", "\"garbled\""));
    long size = Files.size(journal());
    assertThatThrownBy(this::start)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining(journal().toString())
        .hasMessageContaining("damaged at line")
        .hasMessageContaining("truncate -s");
    assertThat(Files.size(journal())).isEqualTo(size);

    String mend = mendOf();
    assertThat(new ProcessBuilder("sh", "-c", mend).inheritIO().start().waitFor()).isZero();
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(200);
      assertThat(client.get(CONFIG_MAPS + "/b").code()).isEqualTo(404);
    }
  }

  private String mendOf() throws IOException {
    try {
      start().close();
      throw new AssertionError("it started on a damaged file");
    } catch (StorageFailure e) {
      return e.getMessage().replaceAll("(?s).*`(.*)`.*", "$1");
    }
  }

  @Test
  void theFileDoesNotGrowWithEveryChange() throws Exception {
    String large = "x".repeat(200_000);
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.post(CONFIG_MAPS, ApiClient.configMap("a", large));
      for (int i = 0; i < 120; i++) {
        client.merge(CONFIG_MAPS + "/a", "{\"data\":{\"n\":\"" + i + "\"}}");
      }
      assertThat(Files.size(journal())).isLessThan(12_000_000);
    }
    try (EmbeddedApi api = start()) {
      ApiClient.Answer a = new ApiClient(api.kubeconfig()).get(CONFIG_MAPS + "/a");
      assertThat(a.body().path("data").path("n").asText()).isEqualTo("119");
    }
  }

  @Test
  void eventsAreForgottenAfterAnHour() throws Exception {
    String events = "/api/v1/namespaces/default/events";
    try (EmbeddedApi api = start()) {
      new ApiClient(api.kubeconfig())
          .post(
              events,
              "{\"apiVersion\":\"v1\",\"kind\":\"Event\",\"metadata\":{\"name\":\"e\"},"
                  + "\"involvedObject\":{\"namespace\":\"default\",\"name\":\"x\"},\"reason\":\"R\"}");
    }
    Clock soon = Clock.fixed(Instant.now().plus(Duration.ofMinutes(50)), ZoneOffset.UTC);
    try (EmbeddedApi api = EmbeddedApi.start(EmbeddedApiOptions.in(home).withClock(soon))) {
      assertThat(new ApiClient(api.kubeconfig()).get(events + "/e").code()).isEqualTo(200);
    }
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofMinutes(70)), ZoneOffset.UTC);
    try (EmbeddedApi api = EmbeddedApi.start(EmbeddedApiOptions.in(home).withClock(later))) {
      ApiClient client = new ApiClient(api.kubeconfig());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.get(events + "/e").code() == 404);
    }
  }

  @Test
  void aDeletionThatWasUnderWayIsFinishedAfterARestart() throws Exception {
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.post(
          CONFIG_MAPS,
          "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"ownerReferences\":"
              + "[{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"name\":\"never\",\"uid\":\"x\"}],\"finalizers\":[\"a.b/c\"]}}");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  client.get(CONFIG_MAPS + "/a").body().path("metadata").has("deletionTimestamp"));
    }
    try (EmbeddedApi api = start()) {
      ApiClient client = new ApiClient(api.kubeconfig());
      client.merge(CONFIG_MAPS + "/a", "{\"metadata\":{\"finalizers\":null}}");
      assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(404);
    }
  }
}
