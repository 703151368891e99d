package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Phase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaceTest {
  private static final Ref A = Ref.integration("shop", "a");

  private final RunnerHost host =
      RunnerHost.open(
          RunnerSettings.DEFAULT.allowing(Set.of("test")).grace(Duration.ofSeconds(20)));
  private final Caller caller = new Caller(host);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void theNewRevisionServesAndWhatTheOldOneBeganEnds() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    TestComponent.does(
        "long",
        exchange -> {
          begun.countDown();
          end.await();
        });
    start(Plans.answering("a", "to: {uri: 'test:long'}", "setBody: {constant: old}").plan());
    CompletableFuture<HttpResponse<String>> old = caller.sending("GET", "/shop/a", "");
    await().atMost(Duration.ofSeconds(60)).until(() -> begun.getCount() == 0);

    assertThat(host.replace(answering("new")).started()).isTrue();

    assertThat(caller.get("/shop/a").body()).isEqualTo("new");
    end.countDown();
    assertThat(old.join().body()).isEqualTo("old");
  }

  @Test
  void aRevisionThatDoesNotComeUpReplacesNothing() {
    Plan good = answering("good");
    start(good);
    TestComponent.cannotStart("broken", "no such queue");
    Plan bad =
        Plans.answering("a", "setBody: {constant: bad}")
            .route("other", Kind.Other, "test:broken", "setBody: {constant: x}")
            .plan();

    Outcome outcome = host.replace(bad);

    assertThat(outcome.serving()).contains(good.revision());
    assertThat(outcome.cause().orElseThrow())
        .contains("revision " + bad.revision() + " was not started")
        .contains("no such queue")
        .contains("Revision " + good.revision() + " keeps running");
    assertThat(caller.get("/shop/a").body()).isEqualTo("good");
    RunnerReport report = host.report(A).orElseThrow();
    assertThat(report.revision()).isEqualTo(good.revision());
    assertThat(report.phase()).isEqualTo(Phase.Running);
    assertThat(report.cause()).isEqualTo(outcome.cause());
    assertThat(host.replace(answering("better")).started()).isTrue();
    assertThat(host.report(A).orElseThrow().cause()).isEmpty();
  }

  @Test
  void noRequestIsLostWhileRevisionsChange() {
    start(answering("0"));
    AtomicBoolean on = new AtomicBoolean(true);
    AtomicInteger answered = new AtomicInteger();
    List<String> wrong = new CopyOnWriteArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (on.get()) {
                  HttpResponse<String> response = caller.post("/shop/a", "x");
                  answered.incrementAndGet();
                  if (response.statusCode() != 200) {
                    wrong.add(response.statusCode() + " " + response.body());
                  }
                }
              });
      thread.start();
      callers.add(thread);
    }
    for (int i = 1; i <= 20; i++) {
      int before = answered.get();
      assertThat(host.replace(answering("" + i)).started()).isTrue();
      await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() > before + 10);
    }
    on.set(false);
    callers.forEach(
        thread -> {
          try {
            thread.join(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThat(wrong).isEmpty();
    assertThat(caller.get("/shop/a").body()).isEqualTo("20");
  }

  @Test
  void aPauseOutlastsRevisions() {
    start(answering("one"));
    host.pause(A);
    host.replace(answering("two"));

    assertThat(host.report(A).orElseThrow().phase()).isEqualTo(Phase.Paused);
    assertThat(caller.get("/shop/a").statusCode()).isEqualTo(503);
    host.resume(A);
    assertThat(host.report(A).orElseThrow().phase()).isEqualTo(Phase.Running);
    assertThat(caller.get("/shop/a").body()).isEqualTo("two");
  }

  @Test
  void listenersHearOfChangesOnce() {
    List<RunnerReport> heard = new CopyOnWriteArrayList<>();
    host.onReport(heard::add);
    start(answering("one"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> heard.stream().anyMatch(report -> report.phase() == Phase.Running));
    caller.get("/shop/a");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> heard.get(heard.size() - 1).messages().delivered() == 1);
    host.pause(A);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> heard.get(heard.size() - 1).phase() == Phase.Paused);

    assertThat(heard).doesNotHaveDuplicates();
  }

  private static Plan answering(String text) {
    return Plans.answering("a", "setBody: {constant: '" + text + "'}").plan();
  }

  private void start(Plan plan) {
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
  }
}
