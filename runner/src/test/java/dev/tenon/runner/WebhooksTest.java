package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.webhook.Event;
import dev.tenon.sandbox.webhook.Load;
import dev.tenon.sandbox.webhook.LoadReport;
import dev.tenon.sandbox.webhook.WebhookService;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample patterns that start with a vendor's signed events, run against a vendor that sends.
 */
class WebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Ref JOB = Ref.integration("support", "job");
  private static final String QUICK =
      """
      resilience:
        retry: {maxAttempts: 1}
        circuitBreaker: {minimumNumberOfCalls: 100, slidingWindowSize: 100}
        hold: {retryInterval: 300ms, maxAge: 1h}
      """;

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                code:
                  webhooks:
                    events:
                      sign: {type: GitHub, secret: s3cret}
                      event: issues
                      payload: {action: opened, issue: {id: "{{n}}", title: "Issue {{n}}"}}
                desk: {collections: {tickets: {}}}
                chat: {collections: {posts: {}}}
              """));
  private final Vendor desk = sandbox.vendor("desk");
  private final Vendor chat = sandbox.vendor("chat");
  private final WebhookService webhook = sandbox.vendor("code").webhook("events");
  @TempDir Path folder;
  private StateStore store;
  private RunnerHost host;
  private Rendered rendered;

  @BeforeEach
  void open() {
    store = SqlStateStore.h2(folder.resolve("state"));
    host =
        RunnerHost.open(
            RunnerSettings.DEFAULT
                .keeping(store)
                .grace(Duration.ofSeconds(10))
                .reading(
                    of ->
                        key ->
                            key.key().equals("secret") ? Optional.of("s3cret") : Optional.empty()));
    rendered =
        new Rendered(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: code}
            spec:
              vendor: Code
              owner: {team: testers}
              endpoint: {uri: "http://127.0.0.1:1"}
              webhook: {type: GitHub, secretRef: {name: hook}}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: desk}
            spec: {vendor: Desk, owner: {team: testers}, endpoint: {uri: "%s"}}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: chat}
            spec: {vendor: Chat, owner: {team: testers}, endpoint: {uri: "%s"}}
            """
                .formatted(desk.uri(), chat.uri()));
    webhook.to(URI.create("http://127.0.0.1:" + host.port() + "/support/job/code"));
  }

  @AfterEach
  void close() {
    host.close();
    store.close();
    sandbox.close();
  }

  @Test
  void webhookToSystemDeliversEachEventOnce() {
    start(toSystem());

    assertThat(send(event(1).id("a"))).isEqualTo(202);
    assertThat(send(event(1).id("a"))).as("sent once more by the vendor").isEqualTo(202);
    assertThat(send(event(2).named("ping"))).as("not one that matters").isEqualTo(202);
    assertThat(send(event(3).signed(Event.Signed.Wrong))).isEqualTo(401);
    assertThat(send(event(3).signed(Event.Signed.Not))).isEqualTo(401);
    assertThat(send(event(4).secret("other"))).isEqualTo(401);
    assertThat(send(event(5).id("b"))).isEqualTo(202);

    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 2);
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 2);
    await().atMost(PATIENCE).until(() -> report().messages().duplicates() == 1);
    assertThat(desk.records("tickets").get(0).get("subject").asText()).isEqualTo("Issue 1");
    assertThat(desk.appliedCount()).isEqualTo(2);
  }

  @Test
  void whatIsSentWhileRevisionsChangeAndTheSinkIsAwayArrivesOnce() throws Exception {
    start(toSystem());
    desk.stop();
    var load = webhook.load(new Load(100, Duration.ofSeconds(4), 16));
    for (int i = 0; i < 4; i++) {
      Plan next =
          rendered.plan(
              "support",
              "job",
              "webhook-to-system",
              "{source: code, key: header(\"X-GitHub-Delivery\"), map: '{subject: .issue.title, v: "
                  + i
                  + "}', sink: desk, write: {path: /tickets}}",
              QUICK);
      assertThat(host.replace(next).started()).isTrue();
    }
    await().atMost(PATIENCE).until(() -> report().messages().held() > 0);
    desk.start();
    LoadReport sent = load.get(90, java.util.concurrent.TimeUnit.SECONDS);

    assertThat(sent.replies()).containsOnlyKeys("202");
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == sent.acknowledged());
    assertThat(desk.byKey()).hasSize((int) sent.acknowledged());
    assertThat(desk.byKey().values()).allMatch(tally -> tally.applied() == 1);
    assertThat(report().messages().received()).isEqualTo(sent.acknowledged());
  }

  @Test
  void webhookFanOutIsNotDelayedByATargetThatIsAway() {
    start(
        rendered.plan(
            "support",
            "job",
            "webhook-fan-out",
            """
            {
              source: code, key: 'header("X-GitHub-Delivery")',
              first: {name: desk, system: desk, map: '{subject: .issue.title}', write: {path: /tickets}},
              second: {name: chat, system: chat, accept: '.issue.id != 2', map: '{text: .issue.title}', write: {path: /posts}}
            }
            """
                .replace("\n", " "),
            QUICK));
    desk.stop();
    for (int i = 1; i <= 3; i++) {
      assertThat(send(event(i))).isEqualTo(202);
    }

    await().atMost(PATIENCE).until(() -> chat.records("posts").size() == 2);
    assertThat(desk.records("tickets")).isEmpty();
    desk.start();
    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 3);
  }

  @Test
  void aPausedOneTellsTheVendorToComeAgain() {
    start(toSystem());
    host.pause(JOB);
    assertThat(send(event(1))).isEqualTo(503);
    host.resume(JOB);
    assertThat(send(event(1))).isEqualTo(202);
  }

  private Plan toSystem() {
    return rendered.plan(
        "support",
        "job",
        "webhook-to-system",
        "{source: code, accept: 'header(\"X-GitHub-Event\") == \"issues\"', key: 'header(\"X-GitHub-Delivery\")',"
            + " map: '{subject: .issue.title}', sink: desk, write: {path: /tickets}}",
        QUICK);
  }

  private static Event event(int n) {
    return Event.of("{\"issue\": {\"id\": " + n + ", \"title\": \"Issue " + n + "\"}}");
  }

  private int send(Event event) {
    return webhook.send(event).join().status();
  }

  private RunnerReport report() {
    return host.report(JOB).orElseThrow();
  }

  private void start(Plan plan) {
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
  }
}
