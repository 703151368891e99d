package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Sandbox sandbox =
      Sandbox.start(SandboxConfig.parse("vendors: {v: {port: 0, collections: {tickets: {}}}}"));
  private final Vendor vendor = sandbox.vendor("v");
  private final MemoryState state = new MemoryState();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T06:00:00Z"));

  @AfterEach
  void close() {
    sandbox.close();
  }

  private TestPlan plan() {
    return TestPlan.of(vendor.uri()).send("GET", "/tickets").state(state.store()).clock(now::get);
  }

  private static SystemUnavailable unavailable(Exchange exchange) {
    assertThat(exchange.getException()).isInstanceOf(SystemUnavailable.class);
    return (SystemUnavailable) exchange.getException();
  }

  private static int succeed(RunningPlan plan, int times) {
    int done = 0;
    for (int i = 0; i < times; i++) {
      done += plan.send("x").getException() == null ? 1 : 0;
    }
    return done;
  }

  @Test
  void thereAreAsManyCallsAsTheShareAndThenNoneUntilTheWindowHasMoved() throws Exception {
    TestPlan test = plan().share("hourly", Unit.Calls, 5, HOUR, 1);
    try (RunningPlan plan = test.start()) {
      assertThat(succeed(plan, 8)).isEqualTo(5);
      assertThat(vendor.receivedCount()).isEqualTo(5);
      SystemUnavailable refused = unavailable(plan.send("x"));
      assertThat(refused.trouble()).isEqualTo(Trouble.QuotaExhausted);
      assertThat(refused.detail())
          .isEqualTo("the share of its limit hourly, 5 calls per 1h, is used up");
      assertThat(refused.retryAfter()).contains(Duration.ofMinutes(61));
      SystemHealth spent = test.healths().troubled(now.get()).get("vendor");
      assertThat(spent.trouble()).isEqualTo(Trouble.QuotaExhausted);
      now.set(now.get().plus(Duration.ofMinutes(2)));
      unavailable(plan.send("x"));
      assertThat(test.healths().troubled(now.get()))
          .as("what is said of it is the same while it lasts")
          .containsEntry("vendor", spent);
      now.set(now.get().plus(Duration.ofMinutes(59)));
      assertThat(succeed(plan, 8)).isEqualTo(5);
    }
  }

  @Test
  void everyAttemptTakesAPermit() throws Exception {
    vendor.fault(Fault.status(503).times(2));
    try (RunningPlan plan = plan().share("hourly", Unit.Calls, 5, HOUR, 1).start()) {
      assertThat(succeed(plan, 10)).isEqualTo(3);
      assertThat(vendor.receivedCount()).isEqualTo(5);
    }
  }

  @Test
  void pointsArePaidAtTheCostOfACall() throws Exception {
    try (RunningPlan plan = plan().share("points", Unit.Points, 100, HOUR, 7).start()) {
      assertThat(succeed(plan, 30)).isEqualTo(14);
    }
  }

  @Test
  void allLimitsMustGrantAndWhatOneGaveForNothingIsNotLost() throws Exception {
    TestPlan test =
        plan().share("a-day", Unit.Calls, 6, DAY, 1).share("b-hour", Unit.Calls, 4, HOUR, 1);
    try (RunningPlan plan = test.start()) {
      assertThat(succeed(plan, 20)).isEqualTo(4);
      now.set(now.get().plus(Duration.ofMinutes(61)));
      // 16 refusals took nothing from the day's six
      assertThat(succeed(plan, 20)).isEqualTo(2);
    }
  }

  @Test
  void aCallThatTheBreakerStopsGivesItsPermitBack() throws Exception {
    vendor.fault(Fault.status(500).times(2));
    TestPlan test =
        plan()
            .share("hourly", Unit.Calls, 4, HOUR, 1)
            .attempts(1)
            .breaker(4, 2, Duration.ofMillis(1));
    try (RunningPlan plan = test.start()) {
      plan.send("x");
      plan.send("x");
      int done = succeed(plan, 50);
      assertThat(done).isEqualTo(2);
      assertThat(vendor.receivedCount()).isEqualTo(4);
    }
  }

  @Test
  void aChangedShareBindsWithoutARestart() throws Exception {
    TestPlan test = plan().share("hourly", Unit.Calls, 2, HOUR, 1);
    try (RunningPlan plan = test.start()) {
      assertThat(succeed(plan, 5)).isEqualTo(2);
      test.share("hourly", Unit.Calls, 5, HOUR, 1);
      assertThat(succeed(plan, 5)).isEqualTo(3);
      test.share("hourly", Unit.Calls, 0, HOUR, 1);
      assertThat(succeed(plan, 5)).isZero();
    }
  }

  @Test
  void aBusyLimitIsWrittenInBlocksAndASmallOneIsNotWasted() throws Exception {
    try (RunningPlan plan = plan().share("daily", Unit.Calls, 100_000, DAY, 1).start()) {
      assertThat(succeed(plan, 2000)).isEqualTo(2000);
      assertThat(state.takes()).isLessThan(40);
    }
  }

  @Test
  void withoutAStateStoreThatAnswersNothingIsSent() throws Exception {
    try (RunningPlan plan = plan().share("hourly", Unit.Calls, 5, HOUR, 1).start()) {
      state.down(true);
      assertThat(unavailable(plan.send("x")).detail())
          .isEqualTo("the state store, which counts its limit hourly, does not answer");
      assertThat(vendor.receivedCount()).isZero();
      state.down(false);
      assertThat(succeed(plan, 1)).isEqualTo(1);
    }
  }
}
