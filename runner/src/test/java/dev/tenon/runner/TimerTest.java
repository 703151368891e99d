package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Ref TICK = Ref.integration("ops", "tick");

  private final RunnerHost host =
      RunnerHost.open(
          RunnerSettings.DEFAULT.allowing(Set.of("test")).grace(Duration.ofSeconds(20)));
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void firesAtOnceAndAgainAndAgain() {
    TestComponent.does("tick", exchange -> runs.incrementAndGet());
    start(ticking("timer:t?delay=0&period=20"));

    await().atMost(PATIENCE).until(() -> runs.get() >= 5);
    await()
        .atMost(PATIENCE)
        .until(() -> host.report(TICK).orElseThrow().messages().delivered() >= 5);
  }

  @Test
  void aRunThatFailsIsCountedAndTheNextOneComes() {
    TestComponent.does(
        "tick",
        exchange -> {
          runs.incrementAndGet();
          throw new IllegalStateException("no");
        });
    start(ticking("timer:t?delay=0&period=20"));

    await().atMost(PATIENCE).until(() -> host.report(TICK).orElseThrow().messages().refused() >= 3);
  }

  @Test
  void aRunThatIsLongerThanThePeriodIsNotOverlapped() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TestComponent.does(
        "tick",
        exchange -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          if (runs.incrementAndGet() == 1) {
            end.await();
          }
          now.decrementAndGet();
        });
    AtomicInteger others = new AtomicInteger();
    TestComponent.does("other", exchange -> others.incrementAndGet());
    start(ticking("timer:t?delay=0&period=10"));
    start(
        Plans.of("ops", "other")
            .route("fire", Kind.Timer, "timer:t?delay=0&period=10", "to: {uri: 'test:other'}")
            .plan());

    await().atMost(PATIENCE).until(() -> runs.get() == 1 && others.get() > 10);
    assertThat(runs).hasValue(1);
    end.countDown();
    await().atMost(PATIENCE).until(() -> runs.get() > 3);
    assertThat(most).hasValue(1);
  }

  @Test
  void firesAsOftenAsItIsTold() {
    TestComponent.does("tick", exchange -> runs.incrementAndGet());
    start(ticking("timer:t?delay=0&period=10&repeatCount=3"));

    await().atMost(PATIENCE).until(() -> runs.get() == 3);
    AtomicInteger later = new AtomicInteger();
    TestComponent.does("later", exchange -> later.incrementAndGet());
    start(
        Plans.of("ops", "later")
            .route("fire", Kind.Timer, "timer:t?delay=0&period=10", "to: {uri: 'test:later'}")
            .plan());
    await().atMost(PATIENCE).until(() -> later.get() > 10);
    assertThat(runs).hasValue(3);
  }

  @Test
  void aPauseStopsItAndTheNextRevisionKeepsTheSchedule() {
    TestComponent.does("tick", exchange -> runs.incrementAndGet());
    start(ticking("timer:t?delay=0&period=20"));
    await().atMost(PATIENCE).until(() -> runs.get() >= 2);

    host.pause(TICK);
    int paused = runs.get();
    Plan hourly = ticking("timer:t?delay=0&period=3600000");
    assertThat(host.replace(hourly).started()).isTrue();
    assertThat(runs).hasValue(paused);
    host.resume(TICK);
    await().atMost(PATIENCE).until(() -> runs.get() == paused + 1);

    // another revision with the same schedule goes on with it, and does not fire at its start
    Plan edited =
        Plans.of("ops", "tick")
            .route(
                "fire",
                Kind.Timer,
                "timer:t?delay=0&period=3600000",
                "to: {uri: 'test:tick'}",
                "setBody: {constant: x}")
            .plan();
    AtomicInteger later = new AtomicInteger();
    TestComponent.does("later", exchange -> later.incrementAndGet());
    assertThat(host.replace(edited).started()).isTrue();
    start(
        Plans.of("ops", "later")
            .route("fire", Kind.Timer, "timer:t?delay=0&period=10", "to: {uri: 'test:later'}")
            .plan());
    await().atMost(PATIENCE).until(() -> later.get() > 20);
    assertThat(runs).hasValue(paused + 1);
  }

  @Test
  void ofTwoReplicasOneFiresAndTheOtherTakesOverOnSchedule(@TempDir Path folder) {
    AtomicInteger later = new AtomicInteger();
    TestComponent.does("tick", exchange -> runs.incrementAndGet());
    TestComponent.does("later", exchange -> later.incrementAndGet());
    try (StateStore store = SqlStateStore.h2(folder.resolve("state"));
        RunnerHost one = replica("one", store);
        RunnerHost other = replica("other", store)) {
      Plan hourly = ticking("timer:t?delay=0&period=3600000");
      Plan often =
          Plans.of("ops", "often")
              .route("fire", Kind.Timer, "timer:t?delay=0&period=100", "to: {uri: 'test:later'}")
              .plan();
      for (RunnerHost each : List.of(one, other)) {
        assertThat(each.start(hourly, Grant.unlimited(TICK)).started()).isTrue();
        assertThat(each.start(often, Grant.unlimited(often.of())).started()).isTrue();
      }
      await().atMost(PATIENCE).until(() -> later.get() > 10);
      assertThat(runs).as("once an hour, by one of them").hasValue(1);

      one.close();
      int before = later.get();
      await().atMost(PATIENCE).until(() -> later.get() > before + 10);
      assertThat(runs).as("the hour is not over").hasValue(1);
    }
  }

  private static RunnerHost replica(String name, StateStore store) {
    return RunnerHost.open(RunnerSettings.DEFAULT.as(name).keeping(store).allowing(Set.of("test")));
  }

  @Test
  void aDelayThatCamelTakesForNoPauseAtAllIsRefused() {
    Plan plan = ticking("timer:t?delay=-1&period=20");

    assertThat(host.start(plan, Grant.unlimited(TICK)).cause().orElseThrow())
        .contains("delay and period must not be negative");
  }

  private static Plan ticking(String uri) {
    return Plans.of("ops", "tick").route("fire", Kind.Timer, uri, "to: {uri: 'test:tick'}").plan();
  }

  private void start(Plan plan) {
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
  }
}
