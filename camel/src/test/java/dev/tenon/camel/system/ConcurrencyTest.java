package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private final Sandbox sandbox =
      Sandbox.start(SandboxConfig.parse("vendors: {v: {port: 0, collections: {tickets: {}}}}"));
  private final Vendor vendor = sandbox.vendor("v");
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    callers.shutdownNow();
    sandbox.close();
  }

  private TestPlan plan(long share) {
    return TestPlan.of(vendor.uri())
        .send("GET", "/tickets")
        .timeout(Duration.ofSeconds(20))
        .share("concurrent", Unit.Concurrency, share, Duration.ZERO, 1);
  }

  private List<Future<Exchange>> call(RunningPlan plan, int times) {
    List<Future<Exchange>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(callers.submit(() -> plan.send("x")));
    }
    return calls;
  }

  @Test
  void noMoreCallsThanTheShareAreUnderWayAndTheOthersWaitForThem() throws Exception {
    vendor.fault(Fault.latency(Duration.ofMillis(100)));
    try (RunningPlan plan = plan(3).start()) {
      for (Future<Exchange> call : call(plan, 12)) {
        assertThat(call.get().getException()).isNull();
      }
      assertThat(vendor.peakInFlight()).isEqualTo(3);
    }
  }

  @Test
  void aShareMayBeLargerThanWhatIsAllowedWithoutOne() throws Exception {
    vendor.fault(Fault.latency(Duration.ofSeconds(2)));
    try (RunningPlan plan = plan(80).start()) {
      for (Future<Exchange> call : call(plan, 80)) {
        assertThat(call.get().getException()).isNull();
      }
      assertThat(vendor.peakInFlight()).isGreaterThan(64);
    }
  }

  @Test
  void withoutALimitThereIsStillABound() throws Exception {
    vendor.fault(Fault.latency(Duration.ofMillis(500)));
    TestPlan unlimited =
        TestPlan.of(vendor.uri()).send("GET", "/tickets").timeout(Duration.ofSeconds(20));
    try (RunningPlan plan = unlimited.start()) {
      for (Future<Exchange> call : call(plan, 90)) {
        assertThat(call.get().getException()).isNull();
      }
      assertThat(vendor.peakInFlight()).isLessThanOrEqualTo(64);
    }
  }

  @Test
  void theShareIsDividedAmongReplicas() throws Exception {
    vendor.fault(Fault.latency(Duration.ofMillis(100)));
    try (RunningPlan plan = plan(4).replicas(2).start()) {
      for (Future<Exchange> call : call(plan, 8)) {
        assertThat(call.get().getException()).isNull();
      }
      assertThat(vendor.peakInFlight()).isEqualTo(2);
    }
  }

  @Test
  void aSmallerShareBindsWithoutARestartAndBlocksNobody() throws Exception {
    TestPlan test = plan(4);
    try (RunningPlan plan = test.start()) {
      Vendor.Striking silent = vendor.fault(Fault.latency(Duration.ofSeconds(5)));
      List<Future<Exchange>> before = call(plan, 4);
      await().atMost(Duration.ofSeconds(30)).until(() -> vendor.receivedCount() == 4);
      test.share("concurrent", Unit.Concurrency, 1, Duration.ZERO, 1);
      List<Future<Exchange>> after = call(plan, 3);
      silent.clear();
      for (Future<Exchange> call : before) {
        assertThat(call.get().getException()).isNull();
      }
      for (Future<Exchange> call : after) {
        assertThat(call.get().getException()).isNull();
      }
      vendor.fault(Fault.latency(Duration.ofMillis(50)));
      long received = vendor.receivedCount();
      for (Future<Exchange> call : call(plan, 5)) {
        assertThat(call.get().getException()).isNull();
      }
      List<java.time.Instant> times =
          vendor.received().stream().skip(received).map(request -> request.at()).sorted().toList();
      for (int i = 1; i < times.size(); i++) {
        // one at a time: each came after the one before had taken its 50 ms
        assertThat(Duration.between(times.get(i - 1), times.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofMillis(45));
      }
    }
  }

  @Test
  void whoFindsNoFreePlaceInTimeIsToldLaterAndSpendsNoPermit() throws Exception {
    MemoryState state = new MemoryState();
    TestPlan test =
        plan(1)
            .timeout(Duration.ofMillis(700))
            .state(state.store())
            .share("daily", Unit.Calls, 2, Duration.ofDays(1), 1)
            .attempts(1);
    vendor.fault(Fault.silence().times(1));
    try (RunningPlan plan = test.start()) {
      List<Future<Exchange>> calls = call(plan, 1);
      await().atMost(Duration.ofSeconds(30)).until(() -> vendor.receivedCount() == 1);
      test.timeout(Duration.ofMillis(700));
      Exchange second = plan.send("x");
      assertThat(calls.get(0).get().getException()).isInstanceOf(SystemUnavailable.class);
      // whether it waited too long or came in after the first, nothing is spent without a request
      Exchange third = plan.send("x");
      long sent = vendor.receivedCount();
      assertThat(sent).isEqualTo(2);
      assertThat(List.of(second, third))
          .anySatisfy(exchange -> assertThat(exchange.getException()).isNull());
    }
  }

  @Test
  void aShareOfNothingIsNoCall() throws Exception {
    try (RunningPlan plan = plan(0).start()) {
      Exchange exchange = plan.send("x");
      assertThat(exchange.getException())
          .hasMessage("vendor is unavailable: no share of its concurrency is granted (attempt 0)");
      assertThat(((SystemUnavailable) exchange.getException()).trouble())
          .isEqualTo(Trouble.QuotaExhausted);
    }
  }
}
