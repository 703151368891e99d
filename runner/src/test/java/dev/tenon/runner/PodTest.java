package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Grant.Share;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.Json;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Phase;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan folder and one jar, in a process of its own. */
class PodTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "vendors: {crm: {auth: {type: Bearer, token: right}, collections: {customers: {}}}}"));
  @TempDir Path folder;

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void takesInWhatChangesInItsFolderAndEndsWhenItIsTold() throws Exception {
    Plan plan = proxy("{name}");
    PlanFolder.write(folder, plan, Grant.unlimited(plan.of()));
    secret("wrong");
    sandbox
        .vendor("crm")
        .put("customers", new ObjectMapper().createObjectNode().put("id", "7").put("name", "Ada"));
    try (Pod pod = new Pod(folder, Map.of("TENON_STATE", folder.resolve("state").toString()))) {
      await().atMost(PATIENCE).until(pod::up);
      Caller routes = pod.routes();
      Caller management = pod.management();

      for (String path : new String[] {"/health/started", "/health/ready", "/health/live"}) {
        assertThat(management.get(path).statusCode()).as(path).isEqualTo(200);
        assertThat(management.get("/observe" + path).statusCode()).isEqualTo(200);
      }
      assertThat(routes.get("/shop/customers/by-id/7").statusCode())
          .as("the credentials are refused, so it comes again later")
          .isEqualTo(503);

      secret("right\n");
      await()
          .atMost(PATIENCE)
          .until(() -> routes.get("/shop/customers/by-id/7").statusCode() == 200);

      write(PlanFolder.GRANT, Json.text(grant(plan, 0)));
      await()
          .atMost(PATIENCE)
          .until(() -> routes.get("/shop/customers/by-id/7").statusCode() == 429);
      write(PlanFolder.GRANT, Json.text(Grant.unlimited(plan.of())));
      await()
          .atMost(PATIENCE)
          .until(() -> routes.get("/shop/customers/by-id/7").statusCode() == 200);

      Plan next = proxy("{id}");
      PlanFolder.write(folder, next, Grant.unlimited(plan.of()));
      await()
          .atMost(PATIENCE)
          .until(() -> routes.get("/shop/customers/by-id/7").body().equals("{\"id\":\"7\"}"));
      RunnerReport report =
          Json.read(
              management.get("/report").body().getBytes(StandardCharsets.UTF_8),
              RunnerReport.class);
      assertThat(report.revision()).isEqualTo(next.revision());
      assertThat(report.phase()).isEqualTo(Phase.Running);
      assertThat(management.get("/metrics").body())
          .contains("tenon_messages_total{")
          .contains("tenon_integration_running{")
          .contains("integration=\"customers\"")
          .contains("namespace=\"shop\"")
          .contains("tenon_delivery_seconds_count{");

      sandbox.vendor("crm").fault(Fault.latency(Duration.ofSeconds(2)));
      long before = sandbox.vendor("crm").receivedCount();
      CompletableFuture<HttpResponse<String>> begun =
          routes.sending("GET", "/shop/customers/by-id/7", "");
      await().atMost(PATIENCE).until(() -> sandbox.vendor("crm").receivedCount() > before);
      pod.terminate();

      assertThat(begun.join().statusCode()).as("what it began it ends").isEqualTo(200);
      assertThat(pod.exit()).isEqualTo(143);
      assertThat(pod.output()).doesNotContain("right").doesNotContain("\tat ");
    }
  }

  @Test
  void obeysOrdersThatLieInItsFolderFromItsStartOn() throws Exception {
    Plan plan = Plans.answering("door", "setBody: {constant: ok}").plan();
    String path =
        plan.consumers().stream().flatMap(it -> it.path().stream()).findFirst().orElseThrow();
    PlanFolder.write(folder, plan, Grant.unlimited(plan.of()));
    write(PlanFolder.CONTROL, Json.text(new Control(true, Optional.empty())));
    try (Pod pod = new Pod(folder, Map.of())) {
      await().atMost(PATIENCE).until(pod::up);
      Caller routes = pod.routes();
      Caller management = pod.management();

      assertThat(routes.get(path).statusCode()).as("nothing is taken in").isEqualTo(503);
      assertThat(phase(management)).isEqualTo(Phase.Paused);
      assertThat(management.get("/health/ready").statusCode()).isEqualTo(200);

      write(
          PlanFolder.CONTROL,
          Json.text(new Control(false, Optional.of(new Control.ReadAgain("order-1", "7")))));
      await().atMost(PATIENCE).until(() -> routes.get(path).statusCode() == 200);
      assertThat(phase(management)).isEqualTo(Phase.Running);
      await()
          .atMost(PATIENCE)
          .until(() -> management.get("/control").body().contains("\"id\":\"order-1\""));

      write(PlanFolder.CONTROL, "half a fi");
      write(PlanFolder.CONTROL, Json.text(new Control(true, Optional.empty())));
      await().atMost(PATIENCE).until(() -> routes.get(path).statusCode() == 503);
    }
  }

  private static Phase phase(Caller management) throws Exception {
    return Json.read(
            management.get("/report").body().getBytes(StandardCharsets.UTF_8), RunnerReport.class)
        .phase();
  }

  @Test
  void aPlanThatDoesNotStartEndsItWithTheCauseInItsTerminationLog() throws Exception {
    Plan plan =
        Plans.of("shop", "a")
            .route("r", Kind.Http, "platform-http:/shop/a", "setBody: {constant: ok}")
            .secret("helpdesk", "token")
            .plan();
    PlanFolder.write(folder, plan, Grant.unlimited(plan.of()));
    Path log = Files.createFile(folder.resolve("termination-log"));
    try (Pod pod = new Pod(folder, Map.of("TENON_TERMINATION_LOG", log.toString()))) {
      assertThat(pod.exit()).isEqualTo(1);
      assertThat(Files.readString(log))
          .contains("Secret helpdesk in namespace shop is missing or has no key token");
    }
  }

  @Test
  void aFolderThatCannotBeReadEndsItWith2() throws Exception {
    try (Pod pod = new Pod(folder, Map.of())) {
      assertThat(pod.exit()).isEqualTo(2);
      assertThat(pod.output()).contains("there is no").contains("plan.json");
    }
    try (Pod pod = new Pod(folder, Map.of("TENON_GRACE", "soon"))) {
      assertThat(pod.exit()).isEqualTo(2);
      assertThat(pod.output()).contains("TENON_GRACE is 'soon'");
    }
  }

  private Plan proxy(String answer) {
    return new Rendered(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: crm}
            spec:
              vendor: CRM
              owner: {team: testers}
              endpoint: {uri: "%s"}
              credentials: {type: Bearer, secretRef: {name: crm}}
              limits:
              - {name: minute, calls: 1000, per: 1m, source: test, verifiedDate: "2026-11-01"}
            """
                .formatted(sandbox.uri("crm")))
        .plan(
            "shop",
            "customers",
            "request-reply-proxy",
            "{path: '/by-id/{id}', system: crm, request: {path: '/customers/{id}'}, answer: '"
                + answer
                + "'}");
  }

  private static Grant grant(Plan plan, long amount) {
    return new Grant(
        plan.of(),
        new TreeMap<>(
            Map.of(
                new LimitId("crm", "minute"),
                new Share(Unit.Calls, amount, Optional.of(Duration.ofMinutes(1)), 1))),
        1);
  }

  private void secret(String value) throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets").resolve("crm"));
    Files.writeString(secrets.resolve("token"), value);
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
