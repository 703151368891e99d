package dev.tenon.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.DeadLetters.DeadLetter;
import dev.tenon.camel.state.Messages;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.RunnerReport.Backlog;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.RunnerReport.Trouble;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an inbox does while its System is away. */
@ParameterizedClass
@EnumSource(Backend.class)
class AwayTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Backend backend;
  @TempDir Path folder;
  private Backend.Home home;
  private SqlStateStore store;
  private final FakeSystem system = new FakeSystem();

  AwayTest(Backend backend) {
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
  void messagesAreHeldAndDeliveredByItselfWhenTheSystemIsBack() throws Exception {
    system.away(true);
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      for (int i = 0; i < 30; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      // what was never tried waits for the System, too
      settle(fixture, new Counts(30, 0, 0, 0, 0, 30, 0));
      Backlog backlog = InboxReports.backlog(fixture.runtime()).orElseThrow();
      assertThat(backlog.deadLetterAt()).isEqualTo(backlog.oldest().plus(LONG));
      system.away(false);
      settle(fixture, new Counts(30, 30, 0, 0, 0, 0, 0));
      assertThat(InboxReports.backlog(fixture.runtime())).isEmpty();
    }
    assertThat(system.taken).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void whileTheSystemIsAwayThereIsOneProbeAtATimeAndThenTheRest() throws Exception {
    system.away(true);
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(300), LONG)
            .inbox("deliver", system)
            .start()) {
      for (int i = 0; i < 100; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      settle(fixture, new Counts(100, 0, 0, 0, 0, 100, 0));
      await().until(() -> system.inside() == 0);
      int before = system.attempts.size();
      system.most.set(0);
      await().until(() -> system.attempts.size() >= before + 4);
      assertThat(system.most.get()).isOne();
      // the probe goes round: one message that cannot be delivered does not hide that others can
      assertThat(system.attemptsSince(before)).doesNotHaveDuplicates();
      system.away(false);
      settle(fixture, new Counts(100, 100, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void retryAfterIsWaitedForAlsoWhenItIsLongerThanTheInterval() throws Exception {
    system.away(true);
    system.says(Trouble.Unavailable, Duration.ofMillis(1500));
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(50), LONG)
            .inbox("deliver", system)
            .start()) {
      fixture.put("deliver", "k", "x");
      await().until(() -> system.attempts.size() == 1);
      Instant asked = Instant.now();
      system.away(false);
      settle(fixture, new Counts(1, 1, 0, 0, 0, 0, 0));
      assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(1000));
      assertThat(system.attempts).hasSize(2);
    }
  }

  @Test
  void retryAfterIsWaitedForAlsoWhenItIsShorterThanTheInterval() throws Exception {
    system.away(true);
    system.says(Trouble.Unavailable, Duration.ofMillis(20));
    try (InboxFixture fixture =
        new InboxFixture(store).hold(LONG, LONG).inbox("deliver", system).start()) {
      fixture.put("deliver", "k", "x");
      await().until(() -> system.attempts.size() >= 3);
      system.away(false);
      settle(fixture, new Counts(1, 1, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void aSystemThatComesBackIsNotRunOver() throws Exception {
    system.away(true);
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(300), LONG)
            .inbox("deliver", system)
            .start()) {
      for (int i = 0; i < 60; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      settle(fixture, new Counts(60, 0, 0, 0, 0, 60, 0));
      await().until(() -> system.inside() == 0);
      CountDownLatch answer = new CountDownLatch(1);
      system.waitsFor(answer);
      system.away(false);
      // the probe, and nothing beside it until it was answered
      await().until(() -> system.inside() == 1);
      system.most.set(0);
      answer.countDown();
      settle(fixture, new Counts(60, 60, 0, 0, 0, 0, 0));
      assertThat(system.most.get()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void theInboxOfAnotherSystemIsNotDelayed() throws Exception {
    FakeSystem other = new FakeSystem();
    system.away(true);
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(LONG, LONG)
            .inbox("deliver", system)
            .inbox("notify", other)
            .start()) {
      for (int i = 0; i < 50; i++) {
        fixture.put("deliver", "k" + i, "x");
        fixture.put("notify", "k" + i, "x");
      }
      await().until(() -> other.taken.size() == 50);
      settle(fixture, new Counts(100, 50, 0, 0, 0, 50, 0));
    }
  }

  @Test
  void oneMessageThatAlwaysFindsItsSystemAwayDoesNotStopTheOthers() throws Exception {
    system.awayFor("poison"::equals);
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(100), LONG)
            .inbox("deliver", system)
            .start()) {
      fixture.put("deliver", "poison", "x");
      await().until(() -> !system.attempts.isEmpty());
      for (int i = 0; i < 20; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      await().until(() -> system.taken.size() == 20);
      await().until(() -> system.attempts.stream().filter("poison"::equals).count() >= 3);
      fixture.put("deliver", "late", "x");
      await().until(() -> system.taken.contains("late"));
      await().until(() -> fixture.waiting("deliver") == 1);
    }
  }

  @Test
  void whatIsHeldTooLongIsADeadLetterWithTheLastReason() throws Exception {
    system.away(true);
    Duration maxAge = Duration.ofMillis(800);
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(100), maxAge)
            .inbox("deliver", system)
            .start()) {
      Instant before = Instant.now().minusMillis(1);
      for (int i = 0; i < 40; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      settle(fixture, new Counts(40, 0, 0, 0, 0, 0, 40));
      List<DeadLetter> letters = fixture.deadLetters();
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(letter.reason())
                    .isEqualTo(
                        "helpdesk was unavailable for 800ms, which is how long messages are held:"
                            + " 503 Service Unavailable");
                assertThat(letter.died()).isAfterOrEqualTo(before.plus(maxAge));
              });
      system.away(false);
      // a System that comes back later has new messages at once
      fixture.put("deliver", "new", "x");
      settle(fixture, new Counts(41, 1, 0, 0, 0, 0, 40));
    }
  }

  @Test
  void outOfQuotaMeansWaitingAndNeverADeadLetter() throws Exception {
    system.away(true);
    system.says(Trouble.QuotaExhausted, Duration.ofMillis(100));
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(50), Duration.ofMillis(200))
            .inbox("deliver", system)
            .start()) {
      for (int i = 0; i < 20; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      int before = system.attempts.size();
      // far longer than messages may be held
      await().until(() -> system.attempts.size() >= before + 8);
      assertThat(fixture.counts()).isEqualTo(new Counts(20, 0, 0, 0, 0, 20, 0));
      assertThat(InboxReports.backlog(fixture.runtime())).isEmpty();
      system.away(false);
      settle(fixture, new Counts(20, 20, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void anOrderedInboxWaitsWithTheMessageThatFoundTheSystemAwayAndKeepsTheOrder() throws Exception {
    List<String> expected = new ArrayList<>();
    system.awayFor("k5"::equals);
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", true, 1, system).start()) {
      for (int i = 0; i < 20; i++) {
        fixture.put("deliver", "k" + i, "x");
        expected.add("k" + i);
      }
      await().until(() -> system.attempts.stream().filter("k5"::equals).count() >= 3);
      assertThat(system.taken).isEqualTo(expected.subList(0, 5));
      system.away(false);
      settle(fixture, new Counts(20, 20, 0, 0, 0, 0, 0));
    }
    assertThat(system.taken).isEqualTo(expected);
  }

  @Test
  void aRestartInAnOutageForgetsNothingAndDoesNotBeginItAnew() throws Exception {
    system.away(true);
    Duration maxAge = Duration.ofSeconds(3);
    Instant put = Instant.now();
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(100), maxAge)
            .inbox("deliver", system)
            .start()) {
      for (int i = 0; i < 30; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      settle(fixture, new Counts(30, 0, 0, 0, 0, 30, 0));
    }
    store.close();
    store = home.open();
    try (InboxFixture fixture =
        new InboxFixture(store)
            .hold(Duration.ofMillis(100), maxAge)
            .inbox("deliver", system)
            .start()) {
      settle(fixture, new Counts(30, 0, 0, 0, 0, 0, 30));
      assertThat(fixture.deadLetters())
          .allSatisfy(letter -> assertThat(letter.died()).isAfter(put.plus(maxAge.minusMillis(1))));
    }
  }

  @Test
  void whileTheSystemIsAwayTheStoreIsAskedForTheProbeAlone() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    StateStore counted = counted(asked);
    system.away(true);
    try (InboxFixture fixture =
        new InboxFixture(counted)
            .hold(Duration.ofMillis(400), LONG)
            .inbox("deliver", system)
            .start()) {
      for (int i = 0; i < 200; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      await().until(() -> system.attempts.size() >= 9 && system.inside() == 0);
      int probes = system.attempts.size();
      await().until(() -> system.attempts.size() > probes);
      asked.clear();
      int from = system.attempts.size();
      await().until(() -> system.attempts.size() >= from + 4);
      int now = system.attempts.size() - from;
      assertThat(asked.stream().filter("claim"::equals).count()).isLessThanOrEqualTo(now + 1);
      assertThat(asked.stream().filter("finish"::equals).count()).isLessThanOrEqualTo(now + 1);
      assertThat(asked).doesNotContain("renew", "release", "next");
    }
  }

  /** The store, which remembers what its messages were asked. */
  private StateStore counted(List<String> asked) {
    Messages messages =
        proxy(
            Messages.class,
            store.messages(),
            method -> {
              // how long claims last is no question to the database
              if (!method.equals("unwritten")) {
                asked.add(method);
              }
            });
    return (StateStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StateStore.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "messages" -> messages;
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  default -> method.invoke(store, arguments);
                });
  }

  private static <T> T proxy(Class<T> type, T target, java.util.function.Consumer<String> before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              boolean claimLength = method.getName().equals("claim") && arguments == null;
              before.accept(claimLength ? "unwritten" : method.getName());
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
