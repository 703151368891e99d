package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.Resilience.CircuitBreaker;
import dev.tenon.plan.Resilience.Hold;
import dev.tenon.plan.Resilience.Retry;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Phase;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.Tally;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an entry by way of inboxes to Systems that are away, refuse, and come back. */
class DeliveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Ref ORDERS = Ref.integration("shop", "orders");

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "vendors: {desk: {collections: {tickets: {}}}, chat: {collections: {posts: {}}}}"));
  private final Vendor desk = sandbox.vendor("desk");
  private final Vendor chat = sandbox.vendor("chat");
  @TempDir Path folder;
  private StateStore store;
  private RunnerHost host;
  private Caller caller;

  @BeforeEach
  void open() {
    store = SqlStateStore.h2(folder.resolve("state"));
    host = RunnerHost.open(RunnerSettings.DEFAULT.keeping(store).grace(Duration.ofSeconds(10)));
    caller = new Caller(host);
  }

  @AfterEach
  void close() {
    host.close();
    store.close();
    sandbox.close();
  }

  @Test
  void whatIsHeldGoesByItselfWhenTheSystemAnswersAgain() {
    start(plan(""));
    desk.stop();
    for (int i = 0; i < 5; i++) {
      assertThat(order(i).statusCode()).isEqualTo(200);
    }

    await().atMost(PATIENCE).until(() -> report().messages().held() == 5);
    assertThat(report().systems()).containsKey("desk");
    assertThat(report().backlog()).isPresent();
    assertThat(order(0).statusCode()).as("a key that is known").isEqualTo(200);

    desk.start();
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 5);
    assertThat(desk.records("tickets")).hasSize(5);
    await().atMost(PATIENCE).until(() -> report().messages().duplicates() == 1);
    assertThat(report().messages().held()).isZero();
    assertThat(report().systems()).isEmpty();
    assertThat(report().backlog()).isEmpty();
  }

  @Test
  void whatCanNeverSucceedBecomesADeadLetterAndIsReplayed() {
    start(plan(""));
    desk.fault(Fault.status(422).times(1));
    order(1);
    order(2);

    await()
        .atMost(PATIENCE)
        .until(
            () -> report().messages().deadLetters() == 1 && report().messages().delivered() == 1);
    assertThat(report().deadLetterCause())
        .contains("route deliver: desk refused the request: 422 Unprocessable Content (attempt 1)");
    assertThat(host.deadLetters(ORDERS, DeadLetters.Selection.ALL)).isEqualTo(1);
    assertThat(host.replay(ORDERS, DeadLetters.Selection.ALL, 100)).isEqualTo(1);

    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 2);
    assertThat(report().messages().deadLetters()).isZero();
    assertThat(report().deadLetterCause()).isEmpty();
    assertThat(desk.records("tickets")).hasSize(2);
  }

  @Test
  void aMappingThatYieldsNothingIsFiltered() {
    start(plan("select(.n != 3)"));
    order(3);
    order(4);

    await()
        .atMost(PATIENCE)
        .until(() -> report().messages().filtered() == 1 && report().messages().delivered() == 1);
  }

  @Test
  void aTargetThatIsAwayDelaysNoOther() {
    start(fanOut());
    desk.stop();
    for (int i = 0; i < 10; i++) {
      order(i);
    }

    await().atMost(PATIENCE).until(() -> chat.records("posts").size() == 10);
    assertThat(desk.records("tickets")).isEmpty();
    desk.start();
    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 10);
  }

  @Test
  void aRestartKeepsEverything() {
    start(plan(""));
    desk.fault(Fault.status(422).times(1));
    order(0);
    await().atMost(PATIENCE).until(() -> report().messages().deadLetters() == 1);
    desk.stop();
    order(1);
    order(2);
    await().atMost(PATIENCE).until(() -> report().messages().held() == 2);
    host.close();
    store.close();
    desk.start();

    open();
    start(plan(""));
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 2);
    assertThat(report().messages().received()).isEqualTo(3);
    assertThat(report().messages().deadLetters()).isEqualTo(1);
    assertThat(desk.records("tickets")).hasSize(2);
  }

  @Test
  void aPauseStopsIntakeAndNotDeliveries() {
    start(plan(""));
    desk.stop();
    order(1);
    await().atMost(PATIENCE).until(() -> report().messages().held() == 1);
    host.pause(ORDERS);
    desk.start();

    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 1);
    assertThat(order(2).statusCode()).isEqualTo(503);
    assertThat(report().phase()).isEqualTo(Phase.Paused);
    host.resume(ORDERS);
    assertThat(order(2).statusCode()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 2);
  }

  @Test
  void whatWaitsForARemovedIntegrationStaysUntilItIsAbandoned() {
    start(plan(""));
    desk.stop();
    order(1);
    await().atMost(PATIENCE).until(() -> report().messages().held() == 1);
    host.remove(ORDERS);
    assertThat(host.report(ORDERS)).isEmpty();

    start(plan(""));
    await().atMost(PATIENCE).until(() -> report().messages().held() == 1);
    host.remove(ORDERS);
    assertThat(host.abandon(ORDERS)).isEqualTo(1);
    assertThat(host.deadLetters(ORDERS, DeadLetters.Selection.ALL)).isEqualTo(1);
  }

  @Test
  void revisionsThatChangeUnderLoadLoseNothing() throws Exception {
    start(plan(". + {v: 0}"));
    AtomicBoolean on = new AtomicBoolean(true);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (on.get()) {
                  if (order(next.getAndIncrement()).statusCode() == 200) {
                    accepted.incrementAndGet();
                  }
                }
              });
      thread.start();
      callers.add(thread);
    }
    for (int i = 1; i <= 10; i++) {
      int before = accepted.get();
      assertThat(host.replace(plan(". + {v: " + i + "}")).started()).isTrue();
      await().atMost(PATIENCE).until(() -> accepted.get() > before + 10);
    }
    on.set(false);
    for (Thread thread : callers) {
      thread.join(60_000);
    }

    assertThat(accepted).as("none was turned away").hasValue(next.get());
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == accepted.get());
    assertThat(desk.byKey()).hasSize(accepted.get());
    assertThat(desk.byKey().values().stream().filter(Tally::differing)).isEmpty();
  }

  private Plan plan(String map) {
    Plans plans =
        Plans.of("shop", "orders")
            .stateful()
            .system("desk", desk.uri().toString())
            .resilience(QUICK)
            .route(
                "receive",
                Kind.Http,
                "platform-http:/shop/orders",
                "to: {uri: 'inbox:deliver?call=receive-1'}",
                "setBody: {constant: taken}")
            .call("receive-1", new Call.Put("receive", "deliver", ".n", Duration.ofDays(1)));
    List<String> steps = new ArrayList<>();
    if (!map.isEmpty()) {
      steps.add("transform: {jq: {expression: '" + map + "'}}");
    }
    steps.add("to: {uri: 'system:desk?call=deliver-2'}");
    return plans
        .route("deliver", Kind.Inbox, "inbox:deliver?call=deliver-1", steps.toArray(new String[0]))
        .call("deliver-1", new Call.Take("deliver", "deliver", false, 8))
        .call("deliver-2", post("deliver", "desk", "/tickets"))
        .plan();
  }

  private Plan fanOut() {
    return Plans.of("shop", "orders")
        .stateful()
        .system("desk", desk.uri().toString())
        .system("chat", chat.uri().toString())
        .resilience(QUICK)
        .route(
            "receive",
            Kind.Http,
            "platform-http:/shop/orders",
            "to: {uri: 'inbox:desk?call=receive-1'}",
            "to: {uri: 'inbox:chat?call=receive-2'}",
            "setBody: {constant: taken}")
        .call("receive-1", new Call.Put("receive", "desk", ".n", Duration.ofDays(1)))
        .call("receive-2", new Call.Put("receive", "chat", ".n", Duration.ofDays(1)))
        .route("desk", Kind.Inbox, "inbox:desk?call=desk-1", "to: {uri: 'system:desk?call=desk-2'}")
        .call("desk-1", new Call.Take("desk", "desk", false, 8))
        .call("desk-2", post("desk", "desk", "/tickets"))
        .route("chat", Kind.Inbox, "inbox:chat?call=chat-1", "to: {uri: 'system:chat?call=chat-2'}")
        .call("chat-1", new Call.Take("chat", "chat", true, 1))
        .call("chat-2", post("chat", "chat", "/posts"))
        .plan();
  }

  /** Tries again soon, so that the test does not wait. */
  private static final Resilience QUICK =
      new Resilience(
          Duration.ofSeconds(20),
          new Retry(1, Duration.ofMillis(50), 2, Duration.ofMillis(100)),
          new CircuitBreaker(50, 100, 100, Duration.ofMillis(500)),
          new Hold(Duration.ofMillis(300), Duration.ofHours(1)));

  private static Call.Send post(String route, String system, String path) {
    return new Call.Send(
        route,
        system,
        Optional.of(
            new Call.Request("POST", path, new TreeMap<>(), new TreeMap<>(), Optional.empty())));
  }

  private HttpResponse<String> order(int n) {
    return caller.post("/shop/orders", "{\"n\": " + n + "}", "Content-Type", "application/json");
  }

  private RunnerReport report() {
    return host.report(ORDERS).orElseThrow();
  }

  private void start(Plan plan) {
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
  }
}
