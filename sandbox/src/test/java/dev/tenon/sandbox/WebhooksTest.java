package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.config.WebhookConfig;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import dev.tenon.sandbox.vendor.Stop;
import dev.tenon.sandbox.webhook.Event;
import dev.tenon.sandbox.webhook.Load;
import dev.tenon.sandbox.webhook.LoadReport;
import dev.tenon.sandbox.webhook.Reply;
import dev.tenon.sandbox.webhook.WebhookCounts;
import dev.tenon.sandbox.webhook.WebhookService;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events go from one vendor of the sandbox to another, which plays the receiver. */
class WebhooksTest {
  private static final String YAML =
      """
      vendors:
        receiver: {port: 0, answers: [{path: /hook/**, status: 202}]}
        github:
          webhooks:
            issues: {sign: {type: GitHub, secret: s3cret}, payloads: events/*.json}
            pushed: {sign: {type: GitHub, secret: s3cret}, event: push, payload: {n: '{{n}}', who: '{{name}}'}, retry: {attempts: 3, backoff: 20ms}}
            hasty: {payload: {}, timeout: 200ms}
            plain: {payload: {}}
            chat: {sign: {type: Slack, secret: t}, payload: {}, retry: {attempts: 2, backoff: 1ms}}
      """;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Vendor receiver;
  private URI hook;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("events"));
    Files.writeString(folder.resolve("events/issues-00.json"), "{\"action\":\"opened\"}");
    Files.writeString(folder.resolve("events/issues-01.json"), "{\"action\":\"closed\"}");
    Files.writeString(folder.resolve("events/issue_comment-07.json"), "{\"action\":\"created\"}");
    Files.writeString(folder.resolve("sandbox.yaml"), YAML);
    sandbox = Sandbox.start(folder.resolve("sandbox.yaml"));
    receiver = sandbox.vendor("receiver");
    hook = URI.create(receiver.uri() + "/hook/x?a=1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private WebhookService webhook(String name) {
    WebhookService webhook = sandbox.vendor("github").webhook(name);
    webhook.to(hook);
    return webhook;
  }

  private static Reply reply(CompletableFuture<Reply> reply) throws Exception {
    return reply.get(60, TimeUnit.SECONDS);
  }

  @Test
  void payloadFilesAreSentInTurnWithTheirEventSignedAndIdentified() throws Exception {
    WebhookService issues = webhook("issues");
    for (int i = 0; i < 4; i++) {
      assertThat(reply(issues.send(Event.next()))).isEqualTo(new Reply(202, ""));
    }

    List<ReceivedRequest> got = receiver.received();
    assertThat(got)
        .extracting(ReceivedRequest::text)
        .containsExactly(
            "{\"action\":\"created\"}",
            "{\"action\":\"opened\"}",
            "{\"action\":\"closed\"}",
            "{\"action\":\"created\"}");
    assertThat(got)
        .extracting(r -> r.header("X-GitHub-Event").orElse(""))
        .containsExactly("issue_comment", "issues", "issues", "issue_comment");
    assertThat(got)
        .extracting(r -> r.header("X-GitHub-Delivery").orElse(""))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() == 36);
    assertThat(got.get(1).header("X-Hub-Signature-256"))
        .contains(signature("{\"action\":\"opened\"}"));
    assertThat(got.get(0).query()).isEqualTo("a=1");
    assertThat(issues.counts())
        .extracting(WebhookCounts::sent, WebhookCounts::acknowledged, WebhookCounts::pending)
        .containsExactly(4L, 4L, 0L);
  }

  private static String signature(String body) throws Exception {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(
        new javax.crypto.spec.SecretKeySpec(
            "s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256="
        + java.util.HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anEventThatIsNotTakenIsSentAgainWithItsId() throws Exception {
    receiver.fault(Fault.status(503).times(2));
    WebhookService pushed = webhook("pushed");

    assertThat(reply(pushed.send(Event.next())).status()).isEqualTo(202);

    List<ReceivedRequest> got = receiver.received();
    assertThat(got).hasSize(3);
    assertThat(got)
        .extracting(r -> r.header("X-GitHub-Delivery").orElse(""))
        .containsOnly(got.get(0).header("X-GitHub-Delivery").orElseThrow());
    assertThat(got).extracting(ReceivedRequest::text).containsOnly(got.get(0).text());
    WebhookCounts counts = pushed.counts();
    assertThat(counts)
        .extracting(
            WebhookCounts::sent,
            WebhookCounts::attempts,
            WebhookCounts::acknowledged,
            WebhookCounts::gaveUp)
        .containsExactly(1L, 3L, 1L, 0L);
    assertThat(counts.replies()).containsEntry("503", 2L).containsEntry("202", 1L);
  }

  @Test
  void anEventThatIsNeverTakenIsGivenUpAfterItsAttempts() throws Exception {
    receiver.stop(Stop.Refused);
    WebhookService pushed = webhook("pushed");

    assertThat(reply(pushed.send(Event.next()))).isEqualTo(new Reply(0, "refused"));
    assertThat(pushed.counts())
        .extracting(WebhookCounts::attempts, WebhookCounts::gaveUp, WebhookCounts::pending)
        .containsExactly(3L, 1L, 0L);
  }

  @Test
  void slackSaysWhichRepetitionItIs() throws Exception {
    receiver.fault(Fault.status(500).times(1));
    assertThat(reply(webhook("chat").send(Event.next())).status()).isEqualTo(202);
    assertThat(receiver.received())
        .extracting(r -> r.header("X-Slack-Retry-Num").orElse("first"))
        .containsExactly("first", "1");
  }

  @Test
  void aReceiverThatIsSilentOrCutsIsNotWaitedForForEver() throws Exception {
    receiver.fault(Fault.silence().times(1));
    assertThat(reply(webhook("hasty").send(Event.next()))).isEqualTo(new Reply(0, "timeout"));
    WebhookService plain = webhook("plain");
    receiver.fault(Fault.reset(Fault.At.MidHead).times(1));
    assertThat(reply(plain.send(Event.next()))).isEqualTo(new Reply(0, "closed"));
    assertThat(reply(plain.send(Event.next())).status()).isEqualTo(202);
  }

  @Test
  void anEventCanBeForgedStaleOrReplayed() throws Exception {
    WebhookService pushed = webhook("pushed");
    reply(pushed.send(Event.of("{}").signed(Event.Signed.Not)));
    reply(pushed.send(Event.of("{}").signed(Event.Signed.Wrong)));
    reply(pushed.send(Event.of("{}").secret("other")));
    reply(pushed.send(Event.of("{}").id("once").named("ping").header("X-More", "1")));
    reply(webhook("chat").send(Event.of("{}").aged(Duration.ofHours(1))));

    List<ReceivedRequest> got = receiver.received();
    assertThat(got.get(0).header("X-Hub-Signature-256")).isEmpty();
    Set<String> signatures = new HashSet<>();
    got.subList(1, 4).forEach(r -> signatures.add(r.header("X-Hub-Signature-256").orElseThrow()));
    assertThat(signatures).hasSize(3).contains(signature("{}"));
    assertThat(got.get(3))
        .extracting(
            r -> r.header("X-GitHub-Delivery"),
            r -> r.header("X-GitHub-Event"),
            r -> r.header("X-More"))
        .containsExactly(
            java.util.Optional.of("once"),
            java.util.Optional.of("ping"),
            java.util.Optional.of("1"));
    long stamp = Long.parseLong(got.get(4).header("X-Slack-Request-Timestamp").orElseThrow());
    assertThat(System.currentTimeMillis() / 1000 - stamp).isBetween(3600L, 3700L);
  }

  @Test
  void eventsAreSentOnASchedule() {
    WebhookService pushed = webhook("pushed");
    pushed.schedule(
        new WebhookConfig.Schedule(Duration.ZERO, Duration.ofMillis(5), OptionalInt.of(4)));

    await().until(() -> pushed.counts().acknowledged() == 4);
    assertThat(pushed.isScheduled()).isFalse();
    assertThat(receiver.received())
        .extracting(r -> Http.json(r.text()).path("n").asInt())
        .containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void aScheduleWithoutEndCanBeStopped() {
    WebhookService pushed = webhook("pushed");
    pushed.schedule(
        new WebhookConfig.Schedule(Duration.ZERO, Duration.ofMillis(5), OptionalInt.empty()));
    await().until(() -> pushed.counts().acknowledged() >= 3);

    pushed.stop();

    await().until(() -> pushed.counts().pending() == 0);
    assertThat(pushed.isScheduled()).isFalse();
  }

  @Test
  void aDeclaredScheduleStartsByItself() {
    String yaml =
        "vendors: {v: {webhooks: {w: {url: '"
            + hook
            + "', payload: {}, every: 10ms, first: 1ms, times: 3}}}}";
    try (Sandbox other = Sandbox.start(SandboxConfig.parse(yaml))) {
      await().until(() -> other.vendor("v").webhook("w").counts().acknowledged() == 3);
    }
  }

  @Test
  void aLoadKeepsItsRateAndMeasuresFromWhenAnEventWasDue() throws Exception {
    receiver.fault(Fault.latency(Duration.ofMillis(100)).times(1));
    LoadReport report =
        webhook("pushed").load(new Load(200, Duration.ofSeconds(1), 1)).get(120, TimeUnit.SECONDS);

    assertThat(report.sent()).isEqualTo(200);
    assertThat(report.acknowledged()).isEqualTo(200);
    assertThat(report.replies()).containsOnly(java.util.Map.entry("202", 200L));
    assertThat(report.max())
        .as("one slow answer on the only connection")
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(report.p99())
        .as("those that waited behind it were late, too")
        .isGreaterThan(Duration.ofMillis(50));
    assertThat(receiver.receivedCount()).isEqualTo(200);
  }

  @Test
  void withoutAReceiverNothingCanBeSent() {
    assertThatThrownBy(() -> sandbox.vendor("github").webhook("pushed").send(Event.next()))
        .hasMessage("webhook pushed has no url; declare one or name one with the call");
  }

  @Test
  void resetForgetsWhatWaitsForAnotherAttempt() throws Exception {
    receiver.fault(Fault.status(500));
    WebhookService pushed = webhook("pushed");
    CompletableFuture<Reply> reply = pushed.send(Event.next());
    await().until(() -> pushed.counts().attempts() >= 1);

    sandbox.vendor("github").reset();

    reply(reply);
    assertThat(pushed.counts().sent()).isZero();
    assertThat(pushed.url()).isEmpty();
  }
}
