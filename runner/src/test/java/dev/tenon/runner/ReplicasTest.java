package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.Resilience.CircuitBreaker;
import dev.tenon.plan.Resilience.Hold;
import dev.tenon.plan.Resilience.Retry;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.Tally;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, alone on a file and two on one PostgreSQL. */
class ReplicasTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Sandbox sandbox =
      Sandbox.start(SandboxConfig.parse("vendors: {desk: {collections: {tickets: {}}}}"));
  private final Vendor desk = sandbox.vendor("desk");
  @TempDir Path folder;

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void whatAKilledProcessHasAcceptedIsDeliveredByTheNext() throws Exception {
    PlanFolder.write(folder, plan(), Grant.unlimited(plan().of()));
    Map<String, String> environment = Map.of("TENON_STATE", folder.resolve("state").toString());
    desk.stop();
    try (Pod pod = new Pod(folder, environment)) {
      await().atMost(PATIENCE).until(pod::up);
      for (int i = 0; i < 20; i++) {
        assertThat(order(pod, i)).isEqualTo(200);
      }
      pod.kill();
      pod.exit();
    }
    desk.start();
    try (Pod pod = new Pod(folder, environment)) {
      await().atMost(PATIENCE).until(() -> desk.byKey().size() == 20);
      await().atMost(PATIENCE).until(pod::up);
      assertThat(order(pod, 7)).as("a key that is known").isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .until(() -> pod.management().get("/report").body().contains("\"duplicates\":1"));
    }
    assertThat(desk.byKey().values().stream().filter(Tally::differing)).isEmpty();
  }

  @Test
  void twoOfThemShareTheWorkAndOneFinishesWhatTheOtherBegan() throws Exception {
    PlanFolder.write(folder, plan(), Grant.unlimited(plan().of()));
    try (EmbeddedPostgres postgres = postgres()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      try (Pod one = pod(url, "one");
          Pod other = pod(url, "other")) {
        await().atMost(PATIENCE).until(() -> one.up() && other.up());
        desk.stop();
        for (int i = 0; i < 20; i++) {
          assertThat(order(i % 2 == 0 ? one : other, i)).isEqualTo(200);
        }
        one.kill();
        one.exit();
        desk.start();

        await().atMost(PATIENCE).until(() -> desk.byKey().size() == 20);
        await()
            .atMost(PATIENCE)
            .until(() -> other.management().get("/report").body().contains("\"delivered\":20"));
      }
    }
    assertThat(desk.byKey().values().stream().filter(Tally::differing)).isEmpty();
  }

  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException | IllegalStateException e) {
      System.err.println("SKIPPED: there is no PostgreSQL for replicas: " + e.getMessage());
      return Assumptions.abort("no PostgreSQL");
    }
  }

  private Pod pod(String url, String replica) throws IOException {
    return new Pod(
        folder,
        Map.of("TENON_STATE", url, "TENON_STATE_USER", "postgres", "TENON_REPLICA", replica));
  }

  private static int order(Pod pod, int n) {
    return pod.routes().post("/shop/orders", "{\"n\": " + n + "}").statusCode();
  }

  private Plan plan() {
    return Plans.of("shop", "orders")
        .stateful()
        .system("desk", desk.uri().toString())
        .resilience(
            new Resilience(
                Duration.ofSeconds(20),
                new Retry(1, Duration.ofMillis(50), 2, Duration.ofMillis(100)),
                new CircuitBreaker(50, 100, 100, Duration.ofMillis(500)),
                new Hold(Duration.ofMillis(500), Duration.ofHours(1))))
        .route(
            "receive",
            Kind.Http,
            "platform-http:/shop/orders",
            "to: {uri: 'inbox:deliver?call=receive-1'}",
            "setBody: {constant: taken}")
        .call("receive-1", new Call.Put("receive", "deliver", ".n", Duration.ofDays(1)))
        .route(
            "deliver",
            Kind.Inbox,
            "inbox:deliver?call=deliver-1",
            "to: {uri: 'system:desk?call=deliver-2'}")
        .call("deliver-1", new Call.Take("deliver", "deliver", false, 8))
        .call(
            "deliver-2",
            new Call.Send(
                "deliver",
                "desk",
                Optional.of(
                    new Call.Request(
                        "POST", "/tickets", new TreeMap<>(), new TreeMap<>(), Optional.empty()))))
        .plan();
  }
}
