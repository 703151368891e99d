package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.system.foreign.ScriptedComponent;
import dev.tenon.plan.Call;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.RunnerReport.Pass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A System that another component reads. */
class ForeignPollTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Call.Poll POLL =
      new Call.Poll(
          "read",
          "vendor",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  @TempDir Path folder;
  private final MemoryState state = new MemoryState();
  private final List<String> taken = new CopyOnWriteArrayList<>();

  private TestPlan files() {
    return TestPlan.of("file:" + folder).parameter("delay", "50").state(state.store()).poll(POLL);
  }

  private void take(Exchange exchange) {
    taken.add(exchange.getMessage().getBody(String.class));
  }

  private static Pass pass(RunningPlan plan) {
    return plan.component().passes().get("read-1");
  }

  @Test
  void filesAreReadAtOnceAndMovedAside() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "one");
    try (RunningPlan plan = files().start(this::take)) {
      await().atMost(SOON).until(() -> taken.equals(List.of("one")));
      await().atMost(SOON).until(() -> !Files.exists(folder.resolve("a.csv")));
      await().atMost(SOON).until(() -> pass(plan).completed().isPresent());
    }
  }

  @Test
  void aFileThatIsNotTakenStaysAndComesAgainAfterAPause() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    AtomicBoolean down = new AtomicBoolean(true);
    Files.writeString(folder.resolve("a.csv"), "one");
    try (RunningPlan plan =
        files()
            .start(
                exchange -> {
                  tries.incrementAndGet();
                  if (down.get()) {
                    throw new StateUnavailable("the inbox cannot store", null);
                  }
                  take(exchange);
                })) {
      await().atMost(SOON).until(() -> tries.get() >= 3);
      assertThat(Files.exists(folder.resolve("a.csv"))).isTrue();
      assertThat(pass(plan).failure())
          .contains("an item could not be handed on: the inbox cannot store");
      down.set(false);
      await().atMost(SOON).until(() -> taken.equals(List.of("one")));
      await().atMost(SOON).until(() -> pass(plan).failure().isEmpty());
    }
  }

  @Test
  void aFileThatIsNeverTakenIsMovedWhereTheSystemSays() throws Exception {
    Files.writeString(folder.resolve("bad.csv"), "bad");
    try (RunningPlan plan =
        files()
            .parameter("moveFailed", "failed")
            .start(
                exchange -> {
                  throw new IllegalStateException("not a table");
                })) {
      await().atMost(SOON).until(() -> Files.exists(folder.resolve("failed/bad.csv")));
      assertThat(pass(plan).failure().orElse("")).doesNotContain("not a table");
    }
  }

  @Test
  void ofTwoReplicasOneReadsAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TestPlan test = files().parameter("readLock", "none").parameter("idempotent", "false");
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve(i + ".csv"), "" + i);
    }
    org.apache.camel.Processor slow =
        exchange -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          TimeUnit.MILLISECONDS.sleep(5);
          take(exchange);
          inside.decrementAndGet();
        };
    try (RunningPlan one = test.replica("one").start(slow);
        RunningPlan two = test.replica("two").start(slow)) {
      await().atMost(SOON).until(() -> taken.size() >= 20);
      assertThat(taken).hasSize(20).doesNotHaveDuplicates();
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void outOfQuotaNothingIsRead() throws Exception {
    TestPlan test = files().share("hourly", Unit.Calls, 2, Duration.ofHours(1), 1);
    try (RunningPlan plan = test.start(this::take)) {
      await()
          .atMost(SOON)
          .until(() -> pass(plan).failure().filter(why -> why.contains("hourly")).isPresent());
      Files.writeString(folder.resolve("a.csv"), "one");
      await().during(Duration.ofMillis(300)).until(taken::isEmpty);
    }
  }

  @Test
  void whatIsPushedIsTriedUntilTheStoreAnswersAndNothingElseIsTakenMeanwhile() throws Exception {
    ScriptedComponent component = new ScriptedComponent();
    AtomicBoolean down = new AtomicBoolean(true);
    AtomicInteger tries = new AtomicInteger();
    TestPlan test =
        TestPlan.of("scripted:topic")
            .poll(POLL)
            .state(state.store())
            .retry(
                new dev.tenon.plan.Resilience.Retry(
                    3, Duration.ofMillis(5), 2, Duration.ofMillis(50)))
            .with(context -> context.addComponent("scripted", component));
    try (RunningPlan plan =
        test.start(
            exchange -> {
              tries.incrementAndGet();
              if (down.get()) {
                exchange.getMessage().setBody("spoilt");
                throw new StateUnavailable("the inbox cannot store", null);
              }
              take(exchange);
            })) {
      Exchange pushed = component.consumer.get().createExchange(false);
      pushed.getMessage().setBody("event");
      CompletableFuture<Void> push =
          CompletableFuture.runAsync(
              () -> {
                try {
                  component.consumer.get().getProcessor().process(pushed);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      await().atMost(SOON).until(() -> tries.get() >= 3);
      assertThat(push).isNotDone();
      down.set(false);
      push.get(30, TimeUnit.SECONDS);
      assertThat(pushed.getException()).isNull();
      assertThat(taken).containsExactly("event");
    }
  }

  @Test
  void aConsumerWithoutItsSecretIsToldAndStartsLater() throws Exception {
    ScriptedComponent component = new ScriptedComponent();
    TestPlan test =
        TestPlan.of("scripted:topic")
            .poll(POLL)
            .credentials(new Credentials.Basic("s"))
            .state(state.store())
            .with(context -> context.addComponent("scripted", component));
    try (RunningPlan plan = test.start(this::take)) {
      assertThat(component.consumer.get()).isNull();
      assertThat(test.healths().troubled(Instant.now()).get("vendor").detail())
          .isEqualTo("the Secret s has no key username: add it");
      assertThat(plan.context().getStatus().isStarted()).isTrue();
    }
  }
}
