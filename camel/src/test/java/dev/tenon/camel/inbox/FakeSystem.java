package dev.tenon.camel.inbox;

import dev.tenon.camel.InboxKey;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A System that fails as {@code system:} does, and remembers what it was asked. */
final class FakeSystem implements Processor {
  /** The keys of all attempts, in their order. */
  final List<String> attempts = new CopyOnWriteArrayList<>();

  /** The keys of those that it took. */
  final List<String> taken = new CopyOnWriteArrayList<>();

  /** The bodies of those that it took. */
  final List<Object> bodies = new CopyOnWriteArrayList<>();

  final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile Predicate<String> away = key -> false;
  private volatile Predicate<String> refuses = key -> false;
  private volatile Trouble trouble = Trouble.Unavailable;
  private volatile Optional<Duration> retryAfter = Optional.empty();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  void away(boolean now) {
    away = key -> now;
  }

  void awayFor(Predicate<String> keys) {
    away = keys;
  }

  void refuses(Predicate<String> keys) {
    refuses = keys;
  }

  void says(Trouble what, Duration after) {
    trouble = what;
    retryAfter = Optional.ofNullable(after);
  }

  /** Answers only when the latch is open. */
  void waitsFor(CountDownLatch latch) {
    gate = latch;
  }

  int inside() {
    return inside.get();
  }

  List<String> attemptsSince(int number) {
    return new ArrayList<>(attempts).subList(number, attempts.size());
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    String key = InboxKey.of(exchange).orElseThrow();
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      attempts.add(key);
      gate.await();
      if (away.test(key)) {
        throw new SystemUnavailable(
            "helpdesk", trouble, 3, "503 Service Unavailable", retryAfter, null);
      }
      if (refuses.test(key)) {
        throw new RequestRefused("helpdesk", 422, 1, "422 Unprocessable Entity", null);
      }
      taken.add(key);
      bodies.add(exchange.getMessage().getBody());
    } finally {
      inside.decrementAndGet();
    }
  }
}
