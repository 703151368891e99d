package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Phase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Three hundred integrations in one process: what is wrong with some is nothing to the others. */
class SideBySideTest {
  private static final int MANY = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Test
  void whatIsWrongWithSomeIsNothingToTheOthers() {
    CountDownLatch end = new CountDownLatch(1);
    Semaphore stuck = new Semaphore(0);
    AtomicInteger ticks = new AtomicInteger();
    TestComponent.does(
        "stuck",
        exchange -> {
          stuck.release();
          end.await();
        });
    TestComponent.does(
        "error",
        exchange -> {
          throw new StackOverflowError("deep");
        });
    TestComponent.does("count", exchange -> ticks.incrementAndGet());
    TestComponent.cannotStart("nowhere", "no such host");
    try (RunnerHost host =
        RunnerHost.open(
            RunnerSettings.DEFAULT
                .allowing(Set.of("test"))
                .bounded(8, 1 << 20)
                .grace(Duration.ofSeconds(5)))) {
      Caller caller = new Caller(host);
      for (int i = 0; i < MANY; i++) {
        Plan plan = one(i);
        assertThat(host.start(plan, Grant.unlimited(plan.of())).started()).isEqualTo(i % 100 != 1);
      }

      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 2; i < MANY; i += 100) {
        for (int n = 0; n < 8; n++) {
          waiting.add(caller.sending("GET", "/shop/p" + i, ""));
        }
      }
      await().atMost(PATIENCE).until(() -> stuck.availablePermits() == waiting.size());

      for (int i = 0; i < MANY; i++) {
        int expected =
            switch (i % 100) {
              case 1, 2 -> 503;
              case 3 -> 500;
              default -> 200;
            };
        HttpResponse<String> response = caller.get("/shop/p" + i);
        assertThat(response.statusCode()).as("p%d", i).isEqualTo(expected);
        if (expected == 200) {
          assertThat(response.body()).isEqualTo("p" + i);
        }
      }
      assertThat(host.report(Ref.integration("shop", "p101")).orElseThrow().phase())
          .isEqualTo(Phase.Failed);
      int before = ticks.get();
      await().atMost(PATIENCE).until(() -> ticks.get() > before + 10);
      assertThat(host.notRunning()).isEmpty();
      end.countDown();
      waiting.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(204));
    }
  }

  private static Plan one(int i) {
    String name = "p" + i;
    Plans plans =
        switch (i % 100) {
          case 2 -> Plans.answering(name, "to: {uri: 'test:stuck'}");
          case 3 -> Plans.answering(name, "to: {uri: 'test:error'}");
          default -> Plans.answering(name, "setBody: {constant: " + name + "}");
        };
    return switch (i % 100) {
      case 1 -> plans.route("other", Kind.Other, "test:nowhere").plan();
      case 4 ->
          plans
              .route("tick", Kind.Timer, "timer:t?delay=0&period=50", "to: {uri: 'test:count'}")
              .plan();
      default -> plans.plan();
    };
  }
}
