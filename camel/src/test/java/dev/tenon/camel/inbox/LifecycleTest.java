package dev.tenon.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts, stops, restarts, replicas. */
@ParameterizedClass
@EnumSource(Backend.class)
class LifecycleTest {
  private final Backend backend;
  @TempDir Path folder;
  private Backend.Home home;
  private SqlStateStore store;
  private final FakeSystem system = new FakeSystem();

  LifecycleTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void open() {
    home = backend.home(folder);
    store = home.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void settle(InboxFixture fixture, Counts counts) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(fixture.counts()).isEqualTo(counts));
  }

  @Test
  void whenItStopsWhatRunsEndsAndTheRestStaysAndGoesOnWithTheNextStart() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    system.waitsFor(answer);
    InboxFixture first = new InboxFixture(store).inbox("deliver", system).start();
    for (int i = 0; i < 30; i++) {
      first.put("deliver", "k" + i, "x");
    }
    await().until(() -> system.inside() == 8);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(first::close);
    // no new one begins while it stops
    await().until(() -> first.camel().isStopping());
    await()
        .until(
            () ->
                Deliveries.lane(store, new dev.tenon.camel.state.Inbox(InboxFixture.OF, "deliver"))
                    .isEmpty());
    answer.countDown();
    stopping.get(20, TimeUnit.SECONDS);
    assertThat(system.taken).hasSize(8);

    try (InboxFixture second = new InboxFixture(store).inbox("deliver", system).start()) {
      settle(second, new Counts(30, 30, 0, 0, 0, 0, 0));
    }
    assertThat(system.attempts).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void whatWasInWorkWhenTheGraceEndedComesAgain() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    system.waitsFor(answer);
    try (InboxFixture first =
        new InboxFixture(store).grace(Duration.ofMillis(200)).inbox("deliver", system).start()) {
      first.put("deliver", "k", "x");
      await().until(() -> system.inside() == 1);
    }
    // that attempt hangs for ever, as after a kill
    store.close();
    store = home.open();
    FakeSystem next = new FakeSystem();
    Clock later = Clock.offset(Clock.systemUTC(), store.messages().claim());
    try (InboxFixture second =
        new InboxFixture(store).clock(later).inbox("deliver", next).start()) {
      settle(second, new Counts(1, 1, 0, 0, 0, 0, 0));
    } finally {
      answer.countDown();
    }
    assertThat(next.taken).containsExactly("k");
  }

  @Test
  void aSuspendedInboxStoresAndAResumedOneDelivers() throws Exception {
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      fixture.camel().getRouteController().suspendRoute("deliver");
      for (int i = 0; i < 20; i++) {
        assertThat(fixture.put("deliver", "k" + i, "x").getException()).isNull();
      }
      assertThat(fixture.waiting("deliver")).isEqualTo(20);
      fixture.camel().getRouteController().resumeRoute("deliver");
      settle(fixture, new Counts(20, 20, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void anInboxWhoseSystemHangsDoesNotDelayAnother() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<InboxFixture> hanging = new ArrayList<>();
    FakeSystem slow = new FakeSystem();
    slow.waitsFor(never);
    try {
      for (int i = 0; i < 12; i++) {
        InboxFixture fixture =
            new InboxFixture(store, Ref.integration("support", "slow-" + i))
                .grace(Duration.ofMillis(100))
                .inbox("deliver", false, 32, slow)
                .start();
        hanging.add(fixture);
        IntStream.range(0, 40).parallel().forEach(n -> fixture.put("deliver", "k" + n, "x"));
      }
      // more threads than an inbox may take when many hang; the first of each always runs
      await().until(() -> slow.inside() >= 256);
      try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
        for (int i = 0; i < 50; i++) {
          fixture.put("deliver", "k" + i, "x");
        }
        settle(fixture, new Counts(50, 50, 0, 0, 0, 0, 0));
      }
      assertThat(slow.inside()).isLessThanOrEqualTo(256 + 12);
    } finally {
      never.countDown();
      hanging.forEach(InboxFixture::close);
    }
  }

  @Test
  void aNewRevisionTakesOverWhileTheOldOneStops() throws Exception {
    List<CompletableFuture<Void>> stops = new ArrayList<>();
    InboxFixture running = new InboxFixture(store).inbox("deliver", system).start();
    for (int revision = 0; revision < 5; revision++) {
      for (int i = 0; i < 40; i++) {
        running.put("deliver", "k" + revision + "-" + i, "x");
      }
      InboxFixture old = running;
      running = new InboxFixture(store).inbox("deliver", system).start();
      stops.add(CompletableFuture.runAsync(old::close));
    }
    try (InboxFixture last = running) {
      settle(last, new Counts(200, 200, 0, 0, 0, 0, 0));
      stops.forEach(CompletableFuture::join);
    }
    assertThat(system.attempts).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void replicasShareAnInboxAndDeliverEachMessageOnce() throws Exception {
    Assumptions.assumeTrue(backend == Backend.POSTGRES, "a file has one process");
    try (SqlStateStore other = home.open();
        InboxFixture one = new InboxFixture(store).inbox("deliver", system).start();
        InboxFixture two = new InboxFixture(other).inbox("deliver", system).start()) {
      IntStream.range(0, 200)
          .parallel()
          .forEach(i -> (i % 2 == 0 ? one : two).put("deliver", "k" + i, "x"));
      // the same key at both
      IntStream.range(0, 200)
          .parallel()
          .forEach(i -> (i % 2 == 0 ? two : one).put("deliver", "k" + i, "x"));
      settle(one, new Counts(200, 200, 0, 200, 0, 0, 0));
    }
    assertThat(system.attempts).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void replicasKeepTheOrderOfAnOrderedInbox() throws Exception {
    Assumptions.assumeTrue(backend == Backend.POSTGRES, "a file has one process");
    List<String> expected = new ArrayList<>();
    try (SqlStateStore other = home.open();
        InboxFixture two = new InboxFixture(other).inbox("deliver", true, 1, system).start()) {
      InboxFixture one = new InboxFixture(store).inbox("deliver", true, 1, system).start();
      for (int i = 0; i < 60; i++) {
        (i % 2 == 0 ? one : two).put("deliver", "k" + i, "x");
        expected.add("k" + i);
      }
      await().until(() -> system.taken.size() > 10);
      // the one that goes gives its lease to the other
      one.close();
      settle(two, new Counts(60, 60, 0, 0, 0, 0, 0));
    }
    assertThat(system.attempts).isEqualTo(expected);
    assertThat(system.most.get()).isOne();
  }
}
