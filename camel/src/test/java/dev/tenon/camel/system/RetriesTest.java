package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Resilience;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.Fault.At;
import dev.tenon.sandbox.config.SandboxConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
  private final Sandbox sandbox =
      Sandbox.start(SandboxConfig.parse("vendors: {v: {port: 0, collections: {tickets: {}}}}"));
  private final Vendor vendor = sandbox.vendor("v");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private TestPlan plan() {
    return TestPlan.of(vendor.uri()).send("POST", "/tickets").timeout(Duration.ofMillis(1500));
  }

  private static SystemUnavailable unavailable(Exchange exchange) {
    assertThat(exchange.getException()).isInstanceOf(SystemUnavailable.class);
    return (SystemUnavailable) exchange.getException();
  }

  static Stream<Fault> passing() {
    return Stream.of(
        Fault.status(408),
        Fault.status(429),
        Fault.status(500),
        Fault.status(502),
        Fault.status(503),
        Fault.status(504),
        Fault.reset(At.BeforeRequest),
        Fault.reset(At.AfterRequest),
        Fault.reset(At.MidHead),
        Fault.reset(At.MidBody),
        Fault.halfClose(At.AfterRequest),
        Fault.halfClose(At.MidBody),
        Fault.truncate(),
        Fault.silence(),
        Fault.drip(Fault.Part.Head, Duration.ofMillis(100)),
        Fault.drip(Fault.Part.Body, Duration.ofMillis(200)));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsTriedAgainAndTheClientItselfRepeatsNothing(Fault fault) throws Exception {
    vendor.fault(fault.times(1));
    try (RunningPlan plan = plan().start()) {
      Exchange exchange = plan.send("{\"n\": 1}");
      assertThat(exchange.getException()).isNull();
      assertThat(vendor.receivedCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 409, 410, 415, 422, 423})
  void whatIsRefusedForGoodIsNotTriedAgain(int status) throws Exception {
    vendor.fault(Fault.status(status));
    try (RunningPlan plan = plan().start()) {
      assertThat(plan.send("{}").getException()).isInstanceOf(RequestRefused.class);
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }

  @Test
  void whenAllAttemptsFailTheSystemIsUnavailableAndTheMessageIsAsItWas() throws Exception {
    vendor.fault(Fault.status(503));
    try (RunningPlan plan = plan().start()) {
      Exchange exchange = plan.send("as it was");
      assertThat(unavailable(exchange))
          .hasMessage("vendor is unavailable: 503 Service Unavailable (attempt 3)");
      assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
      assertThat(vendor.receivedCount()).isEqualTo(3);
    }
  }

  @Test
  void aVendorThatRefusesConnectionsIsUnavailable() throws Exception {
    vendor.stop(dev.tenon.sandbox.vendor.Stop.Refused);
    try (RunningPlan plan = plan().start()) {
      assertThat(unavailable(plan.send("x")).detail()).isEqualTo("it refuses connections");
    }
  }

  @Test
  void aVendorThatResetsConnectionsIsUnavailable() throws Exception {
    vendor.fault(Fault.reset(At.Connect));
    try (RunningPlan plan = plan().start()) {
      assertThat(unavailable(plan.send("x")))
          .hasMessage(
              "vendor is unavailable: the connection ended before the answer was complete"
                  + " (attempt 3)");
    }
  }

  @Test
  void aHostThatDoesNotExistIsUnavailable() throws Exception {
    try (RunningPlan plan =
        TestPlan.of("http://no-such-host.invalid").send("GET", "/x").attempts(1).start()) {
      assertThat(unavailable(plan.send("x")).detail())
          .isEqualTo("its host name cannot be resolved");
    }
  }

  @Test
  void aStatusThatMeansLaterHereIsNotTriedAgainInPlace() throws Exception {
    vendor.fault(Fault.status(403));
    try (RunningPlan plan = plan().unavailableOn(403).start()) {
      assertThat(unavailable(plan.send("x")).detail()).isEqualTo("403 Forbidden");
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Seconds", "Date"})
  void aShortRetryAfterIsWaitedFor(String form) throws Exception {
    vendor.fault(Fault.rateLimited(Duration.ofSeconds(2), Fault.RetryAfter.valueOf(form)).times(1));
    try (RunningPlan plan =
        plan()
            .retry(new Resilience.Retry(3, Duration.ofMillis(5), 2, Duration.ofSeconds(20)))
            .start()) {
      Exchange exchange = plan.send("{}");
      assertThat(exchange.getException()).isNull();
      Instant refused = vendor.received().get(0).at();
      Instant next = vendor.received().get(1).at();
      // a date has whole seconds, so up to one of the two is over when it is written
      assertThat(Duration.between(refused, next))
          .isGreaterThanOrEqualTo(Duration.ofMillis(form.equals("Date") ? 1000 : 1950));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Seconds", "Date"})
  void aLongRetryAfterIsNotSleptAndTheSystemIsLeftAloneUntilThen(String form) throws Exception {
    vendor.fault(
        Fault.rateLimited(Duration.ofMinutes(10), Fault.RetryAfter.valueOf(form)).times(1));
    TestPlan test = plan();
    try (RunningPlan plan = test.start()) {
      SystemUnavailable first = unavailable(plan.send("{}"));
      assertThat(first.detail()).isEqualTo("429 Too Many Requests");
      assertThat(first.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(9));
      SystemUnavailable second = unavailable(plan.send("{}"));
      assertThat(second.detail()).as("the cause is the same").isEqualTo(first.detail());
      assertThat(second.retryAfter().orElseThrow())
          .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
      assertThat(vendor.receivedCount()).isEqualTo(1);
      assertThat(test.healths().troubled(Instant.now())).containsKey("vendor");
    }
  }

  @Test
  void aWaitIsNeverLongerThanHalfOfTheShutdownsGrace() throws Exception {
    vendor.fault(Fault.rateLimited(Duration.ofSeconds(20), Fault.RetryAfter.Seconds));
    try (RunningPlan plan =
        plan()
            .retry(new Resilience.Retry(3, Duration.ofMillis(5), 2, Duration.ofMinutes(5)))
            .start()) {
      plan.context().getShutdownStrategy().setTimeout(30);
      // below maxBackoff, above half of 30 s
      assertThat(unavailable(plan.send("{}")).retryAfter()).contains(Duration.ofSeconds(20));
      assertThat(vendor.receivedCount()).isEqualTo(1);
    }
  }

  @Test
  void aShutdownEndsWaitsInPlace() throws Exception {
    vendor.fault(Fault.rateLimited(Duration.ofMinutes(4), Fault.RetryAfter.Seconds));
    TestPlan test =
        plan().retry(new Resilience.Retry(3, Duration.ofMillis(5), 2, Duration.ofMinutes(5)));
    try (RunningPlan plan = test.start()) {
      plan.context().getShutdownStrategy().setTimeout(600);
      CompletableFuture<Exchange> waiting =
          CompletableFuture.supplyAsync(() -> plan.send("as it was"));
      await().atMost(Duration.ofSeconds(30)).until(() -> vendor.receivedCount() == 1);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(plan::close);
      Exchange exchange = waiting.get(60, TimeUnit.SECONDS);
      assertThat(unavailable(exchange).detail())
          .isEqualTo("429 Too Many Requests; not tried again, because this runner stops");
      assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
      stopped.get(60, TimeUnit.SECONDS);
      assertThat(vendor.receivedCount()).isEqualTo(1);
      // it was we who stopped
      assertThat(test.healths().troubled(Instant.now())).isEmpty();
    }
  }

  @Test
  void aLateAnswerCannotChangeTheExchange() throws Exception {
    vendor.fault(Fault.latency(Duration.ofSeconds(1)).times(1));
    try (RunningPlan plan = plan().timeout(Duration.ofMillis(300)).attempts(1).start()) {
      Exchange exchange = plan.send("as it was");
      assertThat(unavailable(exchange).detail()).isEqualTo("no complete answer within 300ms");
      // the next answer on that vendor comes after the late one would have
      vendor.fault(Fault.latency(Duration.ofSeconds(1)).times(1));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> vendor.received().get(0).status() != 0 || vendor.openConnections() == 0);
      assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
      assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }
  }
}
