package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Grant.Share;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Plan;
import dev.tenon.plan.RunnerReport;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestReplyTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "vendors: {crm: {auth: {type: Bearer, token: t0ken}, collections: {customers: {}}}}"));
  @TempDir Path folder;
  private StateStore store;
  private RunnerHost host;
  private Caller caller;
  private Plan plan;

  @BeforeEach
  void start() {
    store = SqlStateStore.h2(folder.resolve("state"));
    host =
        RunnerHost.open(
            RunnerSettings.DEFAULT
                .keeping(store)
                .grace(Duration.ofSeconds(20))
                .reading(of -> key -> Optional.of("t0ken")));
    caller = new Caller(host);
    plan =
        new Rendered(
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
                "{path: '/by-id/{id}', system: crm, request: {path: '/customers/{id}'}, answer: '{name}'}",
                "resilience: {circuitBreaker: {minimumNumberOfCalls: 100, slidingWindowSize: 100}}");
    ObjectNode record = new ObjectMapper().createObjectNode().put("id", "7").put("name", "Ada");
    sandbox.vendor("crm").put("customers", record);
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
  }

  @AfterEach
  void close() {
    host.close();
    store.close();
    sandbox.close();
  }

  @Test
  void theCallerGetsTheSystemsAnswerInTheShapeThatWasAskedFor() {
    HttpResponse<String> response = caller.get("/shop/customers/by-id/7");

    assertThat(response.body()).isEqualTo("{\"name\":\"Ada\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(sandbox.vendor("crm").received()).hasSize(1);
  }

  @Test
  void whatIsNotThereIs404AsTheSystemSays() {
    assertThat(caller.get("/shop/customers/by-id/8").statusCode()).isEqualTo(404);
  }

  @Test
  void whileTheSystemIsAwayCallersAreToldToComeAgain() {
    AtomicReference<RunnerReport> heard = new AtomicReference<>();
    host.onReport(heard::set);
    sandbox.vendor("crm").stop();

    HttpResponse<String> response = caller.get("/shop/customers/by-id/7");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(host.report(plan.of()).orElseThrow().systems()).containsKey("crm");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> heard.get() != null && heard.get().messages().refused() == 1);

    sandbox.vendor("crm").start();
    assertThat(caller.get("/shop/customers/by-id/7").statusCode()).isEqualTo(200);
    assertThat(host.report(plan.of()).orElseThrow().systems()).isEmpty();
  }

  @Test
  void aFaultOfTheVendorIsRetriedWithinTheCall() {
    sandbox.vendor("crm").fault(Fault.status(500).times(1));

    assertThat(caller.get("/shop/customers/by-id/7").statusCode()).isEqualTo(200);
    assertThat(sandbox.vendor("crm").receivedCount()).isEqualTo(2);
  }

  @Test
  void aGrantThatChangesBindsTheNextCall() {
    assertThat(caller.get("/shop/customers/by-id/7").statusCode()).isEqualTo(200);

    host.update(grant(1));
    assertThat(caller.get("/shop/customers/by-id/7").statusCode()).isEqualTo(200);
    HttpResponse<String> over = caller.get("/shop/customers/by-id/7");
    assertThat(over.statusCode()).isEqualTo(429);
    assertThat(over.headers().firstValue("Retry-After")).isPresent();

    host.update(grant(1000));
    assertThat(caller.get("/shop/customers/by-id/7").statusCode()).isEqualTo(200);
  }

  private Grant grant(long amount) {
    return new Grant(
        plan.of(),
        new TreeMap<>(
            Map.of(
                new LimitId("crm", "minute"),
                new Share(Unit.Calls, amount, Optional.of(Duration.ofMinutes(1)), 1))),
        1);
  }
}
