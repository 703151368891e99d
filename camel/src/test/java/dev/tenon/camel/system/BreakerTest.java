package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Sandbox sandbox =
      Sandbox.start(SandboxConfig.parse("vendors: {v: {port: 0, collections: {tickets: {}}}}"));
  private final Vendor vendor = sandbox.vendor("v");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private TestPlan plan() {
    return TestPlan.of(vendor.uri()).send("GET", "/tickets").attempts(1);
  }

  @Test
  void anOpenBreakerIsUnavailableAndNeverASuccess() throws Exception {
    vendor.fault(Fault.status(500));
    try (RunningPlan plan = plan().breaker(10, 4, LONG).start()) {
      for (int i = 0; i < 4; i++) {
        plan.send("x");
      }
      vendor.clearFaults();
      Exchange exchange = plan.send("as it was");
      assertThat(exchange.getException())
          .isInstanceOf(SystemUnavailable.class)
          .hasMessage(
              "vendor is unavailable: too many calls of it failed (circuit breaker) (attempt 0)");
      assertThat(((SystemUnavailable) exchange.getException()).retryAfter().orElseThrow())
          .isBetween(Duration.ofMinutes(9), LONG);
      assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
      assertThat(vendor.receivedCount()).isEqualTo(4);
    }
  }

  @Test
  void itClosesByItselfAfterOneCallThatSucceeds() throws Exception {
    TestPlan test = plan().breaker(10, 4, Duration.ofMillis(1500));
    vendor.fault(Fault.status(500).times(4));
    try (RunningPlan plan = test.start()) {
      for (int i = 0; i < 4; i++) {
        plan.send("x");
      }
      assertThat(plan.send("x").getException()).isNotNull();
      await().atMost(Duration.ofSeconds(30)).until(() -> plan.send("x").getException() == null);
      for (int i = 0; i < 20; i++) {
        assertThat(plan.send("x").getException()).isNull();
      }
      assertThat(test.healths().troubled(Instant.now())).isEmpty();
    }
  }

  @Test
  void aCallThatComesWhileOneProbesComesAgainSoonAndSaysNothingOfTheSystem() throws Exception {
    TestPlan test = plan().breaker(10, 2, Duration.ofMillis(500));
    vendor.fault(Fault.status(500).times(2));
    try (RunningPlan plan = test.start()) {
      plan.send("x");
      plan.send("x");
      vendor.fault(Fault.latency(Duration.ofSeconds(2)));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                CompletableFuture.runAsync(() -> plan.send("probe"));
                return vendor.receivedCount() == 3;
              });

      SystemUnavailable rejected = (SystemUnavailable) plan.send("x").getException();
      assertThat(rejected.retryAfter().orElseThrow()).isLessThan(Duration.ofSeconds(1));
      assertThat(rejected).hasMessageContaining("trying whether it works again");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> test.healths().troubled(Instant.now()).isEmpty());
    }
  }

  @Test
  void aMinimumAboveTheWindowIsStillReached() throws Exception {
    vendor.fault(Fault.status(500));
    try (RunningPlan plan = plan().breaker(3, 1000, LONG).start()) {
      for (int i = 0; i < 10; i++) {
        plan.send("x");
      }
      assertThat(vendor.receivedCount()).isEqualTo(3);
    }
  }

  @Test
  void tooFastDoesNotCountAsBroken() throws Exception {
    vendor.fault(Fault.status(429));
    try (RunningPlan plan = plan().breaker(4, 2, LONG).start()) {
      for (int i = 0; i < 10; i++) {
        plan.send("x");
      }
      assertThat(vendor.receivedCount()).isEqualTo(10);
    }
  }

  @Test
  void aRefusedRequestSaysThatTheSystemWorks() throws Exception {
    vendor.fault(Fault.status(404));
    try (RunningPlan plan = plan().breaker(4, 2, LONG).start()) {
      for (int i = 0; i < 10; i++) {
        plan.send("x");
      }
      assertThat(vendor.receivedCount()).isEqualTo(10);
    }
  }

  @Test
  void itIsOneForAllCallsOfTheSystem() throws Exception {
    vendor.fault(Fault.status(500));
    try (RunningPlan plan =
        plan().send("other-1", TestPlan.request("POST", "/tickets")).breaker(4, 2, LONG).start()) {
      plan.send("x");
      plan.send("x");
      assertThat(plan.send("other-1", "x", Map.of()).getException())
          .hasMessageContaining("circuit breaker");
    }
  }

  @Test
  void whenItOpensBetweenAttemptsTheLastFailureIsTold() throws Exception {
    vendor.fault(Fault.status(502));
    try (RunningPlan plan = plan().attempts(5).breaker(10, 2, LONG).start()) {
      assertThat(plan.send("x").getException())
          .hasMessage("vendor is unavailable: 502 Bad Gateway (attempt 2)");
      assertThat(vendor.receivedCount()).isEqualTo(2);
    }
  }
}
