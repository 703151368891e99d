package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tenon.camel.InboxKey;
import dev.tenon.camel.RequestRefused;
import dev.tenon.plan.Call;
import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemCallTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                v:
                  port: 0
                  collections: {tickets: {records: [{id: "1", title: first}]}}
                  answers:
                  - {path: /echo/**, echo: true}
                  - {path: /empty, status: 204}
                  - {path: /latin, headers: {Content-Type: text/plain; charset=iso-8859-1, X-Secret: s, CamelFileName: x, Location: /here}, body: hello}
              """));
  private final Vendor vendor = sandbox.vendor("v");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void theAnswerIsTheBodyAndJqReadsIt() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("POST", "/tickets").start()) {
      Exchange exchange = plan.send("{\"title\": \"it burns\"}");
      assertThat(exchange.getException()).isNull();
      assertThat(exchange.getMessage().getBody()).isInstanceOf(byte[].class);
      assertThat(
              plan.context()
                  .resolveLanguage("jq")
                  .createExpression(".title")
                  .evaluate(exchange, String.class))
          .isEqualTo("it burns");
      assertThat(exchange.getMessage().getHeader(SystemConstants.STATUS)).isEqualTo(201);
    }
  }

  @Test
  void ofTheAnswersHeadersOnlyThoseOnTheListComeAlong() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("GET", "/latin").start()) {
      Exchange exchange =
          plan.send("deliver-1", null, Map.of("kept", "yes", "ETag", "of what was before"));
      assertThat(exchange.getMessage().getHeaders())
          .containsOnlyKeys("kept", "Content-Type", "Location", SystemConstants.STATUS);
      assertThat(exchange.getProperty(Exchange.CHARSET_NAME)).isEqualTo("ISO-8859-1");
    }
  }

  @Test
  void anEmptyAnswerIsNoBody() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("POST", "/empty").start()) {
      Exchange exchange = plan.send("x");
      assertThat(exchange.getException()).isNull();
      assertThat(exchange.getMessage().getBody()).isNull();
    }
  }

  @Test
  void aRequestThatIsRefusedForGoodIsMadeOnceAndLeavesTheMessageAsItWas() throws Exception {
    vendor.fault(Fault.status(422).body("{\"secret\": \"hunter2\"}"));
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("POST", "/tickets").start()) {
      Exchange exchange = plan.send("deliver-1", "{\"a\": 1}", Map.of("ETag", "mine"));
      assertThat(exchange.getException())
          .isInstanceOf(RequestRefused.class)
          .hasMessage("vendor refused the request: 422 Unprocessable Content (attempt 1)");
      assertThat(((RequestRefused) exchange.getException()).status()).isEqualTo(422);
      assertThat(exchange.getMessage().getBody()).isEqualTo("{\"a\": 1}");
      assertThat(exchange.getMessage().getHeaders()).containsExactly(Map.entry("ETag", "mine"));
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    vendor.fault(Fault.redirect("/tickets/1").times(1));
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("GET", "/tickets").start()) {
      assertThat(plan.send(null).getException())
          .isInstanceOf(RequestRefused.class)
          .hasMessageContaining("302 Found, and redirects are not followed");
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }

  @Test
  void everyAttemptCarriesTheSameKeyAndBody() throws Exception {
    vendor.fault(Fault.status(503).times(2));
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("POST", "/tickets").start()) {
      assertThat(plan.send(streamOnce("{\"n\": 1}")).getException()).isNull();
      assertThat(vendor.byKey().values())
          .singleElement()
          .satisfies(
              tally -> {
                assertThat(tally.received()).isEqualTo(3);
                assertThat(tally.applied()).isEqualTo(1);
                assertThat(tally.differing()).isFalse();
              });
    }
  }

  private static java.io.InputStream streamOnce(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStreamThatCanBeReadOnceIsWholeAfterAFailure() throws Exception {
    vendor.fault(Fault.status(422));
    TestPlan test =
        TestPlan.of(vendor.uri())
            .send("POST", "/tickets/{id}")
            .with(context -> context.setStreamCaching(false));
    try (RunningPlan plan = test.start()) {
      Exchange exchange = plan.send(streamOnce("{\"id\": 1}"));
      assertThat(vendor.received().get(0).text()).isEqualTo("{\"id\": 1}");
      assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"id\": 1}");
    }
  }

  @Test
  void theKeyOfAStoredMessageIsTheSameInEveryDelivery() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("POST", "/tickets").start()) {
      for (int i = 0; i < 2; i++) {
        plan.send(
            "deliver-1",
            exchange -> {
              InboxKey.set(exchange, "42");
              exchange.getMessage().setBody("{}");
            });
      }
      assertThat(vendor.byKey().keySet()).containsExactly("support/issues-to-tickets/deliver-1/42");
    }
  }

  @Test
  void aGetCarriesNoKeyAndNoBody() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("GET", "/tickets").start()) {
      plan.send("{\"a\": 1}");
      ReceivedRequest request = vendor.received().get(0);
      assertThat(request.key()).isEmpty();
      assertThat(request.bodyBytes()).isZero();
      assertThat(request.header("cookie")).isEmpty();
    }
  }

  @Test
  void aCallStatesPathQueryHeadersAndBody() throws Exception {
    Map<String, String> query =
        Map.of("q", ".name", "none", ".missing", "many", ".tags", "n", "1.5e3", "t", "true");
    Call.Request request =
        new Call.Request(
            "PUT",
            "/echo/{id}/of/{team}",
            new TreeMap<>(query),
            new TreeMap<>(Map.of("X-Api-Version", "7", "Accept", "text/csv")),
            Optional.of("{copied: .name, from: header(\"team\")}"));
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("put-1", request).start()) {
      Exchange exchange =
          plan.send(
              "put-1",
              "{\"id\": 12, \"name\": \"a&b=c d\", \"tags\": [\"x\", 2, null]}",
              Map.of("team", "ops"));
      assertThat(exchange.getException()).isNull();
      ReceivedRequest received = vendor.received().get(0);
      assertThat(received.path()).isEqualTo("/echo/12/of/ops");
      assertThat(received.query()).isEqualTo("many=x&many=2&n=1500&q=a%26b%3Dc%20d&t=true");
      assertThat(received.header("x-api-version")).contains("7");
      assertThat(received.header("accept")).contains("text/csv");
      assertThat(received.header("content-type")).contains("application/json");
      assertThat(received.text()).isEqualTo("{\"copied\":\"a&b=c d\",\"from\":\"ops\"}");
    }
  }

  @Test
  void aValueThatIsMissingIsNamedAndNoRequestIsMade() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("GET", "/tickets/{id}").start()) {
      assertThat(plan.send("{\"name\": \"hunter2\"}").getException())
          .isInstanceOf(RequestRefused.class)
          .hasMessage(
              "vendor refused the request: no request was made: its path needs {id}, which neither"
                  + " the body nor a header has (attempt 0)");
      assertThat(vendor.receivedCount()).isZero();
    }
  }

  @Test
  void aMappingThatFailsSaysWhichAndNotOnWhat() throws Exception {
    try (RunningPlan plan =
        TestPlan.of(vendor.uri())
            .send("post-1", TestPlan.request("POST", "/tickets", ".name | tonumber"))
            .start()) {
      assertThat(plan.send("post-1", "{\"name\": \"hunter2\"}", Map.of()).getException())
          .isInstanceOf(RequestRefused.class)
          .hasMessageContaining("the body of post-1 fails on this message")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedAndNotReadToItsEnd() throws Exception {
    vendor.fault(Fault.hugeBody(200L << 20));
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("GET", "/tickets").start()) {
      assertThat(plan.send(null).getException())
          .isInstanceOf(RequestRefused.class)
          .hasMessageContaining("its answer is larger than 10240 KiB");
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }

  @Test
  void aSystemThatAnswersIsFineAndOneThatDoesNotIsNot() throws Exception {
    TestPlan test = TestPlan.of(vendor.uri()).send("GET", "/tickets").attempts(1);
    try (RunningPlan plan = test.start()) {
      Vendor.Striking away = vendor.fault(Fault.status(503));
      Instant before = Instant.now();
      plan.send(null);
      assertThat(test.healths().troubled(Instant.now())).containsOnlyKeys("vendor");
      SystemHealth health = test.healths().troubled(Instant.now()).get("vendor");
      assertThat(health.detail()).isEqualTo("503 Service Unavailable");
      assertThat(health.since()).isBetween(before, Instant.now());
      away.clear();
      plan.send(null);
      assertThat(test.healths().troubled(Instant.now())).isEmpty();
    }
  }

  @Test
  void aCallThatCannotBeRightFailsWhenTheRouteIsBuilt() {
    assertThatThrownBy(() -> TestPlan.of(vendor.uri()).send("GET", "/a/../b").start())
        .hasStackTraceContaining("must have no empty, . or .. segment");
    assertThatThrownBy(
            () ->
                TestPlan.of(vendor.uri())
                    .send("post-1", TestPlan.request("POST", "/a", ".a |"))
                    .start())
        .hasStackTraceContaining("the body of post-1 is not jq");
    Call.Request forged =
        new Call.Request(
            "GET",
            "/a",
            new TreeMap<>(),
            new TreeMap<>(Map.of("Authorization", "Bearer mine")),
            Optional.empty());
    assertThatThrownBy(() -> TestPlan.of(vendor.uri()).send("get-1", forged).start())
        .hasStackTraceContaining("the header Authorization of get-1 is not for a call to state");
  }

  @Test
  void aBaseWithAQueryKeepsIt() throws Exception {
    Call.Request request =
        new Call.Request(
            "GET", "/x", new TreeMap<>(Map.of("a", "1")), new TreeMap<>(), Optional.empty());
    try (RunningPlan plan =
        TestPlan.of(vendor.uri() + "/echo/?tenant=7").send("get-1", request).start()) {
      plan.send("get-1", null, Map.of());
      assertThat(vendor.received().get(0).path()).isEqualTo("/echo/x");
      assertThat(vendor.received().get(0).query()).isEqualTo("tenant=7&a=1");
    }
  }

  @Test
  void jsonOfAMappingIsSentAsJsonWhateverTheMessagesTypeWas() throws Exception {
    try (RunningPlan plan = TestPlan.of(vendor.uri()).send("POST", "/tickets").start()) {
      plan.send(
          "deliver-1",
          new JsonMapper().readTree("{\"a\": \"ü\"}"),
          Map.of("Content-Type", "text/csv"));
      plan.send("deliver-1", "a;b", Map.of("Content-Type", "text/csv"));
      assertThat(vendor.received().get(0).header("content-type")).contains("application/json");
      assertThat(vendor.received().get(0).text()).isEqualTo("{\"a\":\"ü\"}");
      assertThat(vendor.received().get(1).header("content-type")).contains("text/csv");
    }
  }

  @Test
  void theTimeoutIsTheCallsAsAWhole() throws Exception {
    // a byte every 100 ms never lets a read wait for long
    vendor.fault(Fault.drip(Fault.Part.All, Duration.ofMillis(100)));
    try (RunningPlan plan =
        TestPlan.of(vendor.uri())
            .send("GET", "/tickets")
            .timeout(Duration.ofMillis(500))
            .attempts(1)
            .start()) {
      assertThat(plan.send("as it was").getException())
          .hasMessage("vendor is unavailable: no complete answer within 500ms (attempt 1)");
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }
}
