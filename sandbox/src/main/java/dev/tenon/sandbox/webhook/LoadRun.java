package dev.tenon.sandbox.webhook;

import dev.tenon.sandbox.http.Loop;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** A load while it runs: sends what is due every millisecond and measures from when it was due. */
final class LoadRun {
  private static final Duration TICK = Duration.ofMillis(1);

  /** Latencies in microseconds, up to an hour, to three digits. */
  private final Histogram latencies = new Histogram(3_600_000_000L, 3);

  private final Loop loop;
  private final Load load;
  private final Consumer<Consumer<Reply>> send;
  private final CompletableFuture<LoadReport> done;
  private final TreeMap<String, Long> replies = new TreeMap<>();
  private final long total;
  private long start;
  private long sent;
  private long ended;
  private long taken;

  LoadRun(
      Loop loop, Load load, Consumer<Consumer<Reply>> send, CompletableFuture<LoadReport> done) {
    this.loop = loop;
    this.load = load;
    this.send = send;
    this.done = done;
    this.total = Math.max(1, Math.round(load.rate() * load.time().toNanos() / 1e9));
  }

  void start() {
    start = System.nanoTime();
    tick();
  }

  private long due(long number) {
    return start + (long) (number * 1e9 / load.rate());
  }

  private void tick() {
    long now = System.nanoTime();
    while (sent < total && due(sent) <= now) {
      long due = due(sent);
      sent++;
      send.accept(reply -> ended(due, reply));
    }
    if (sent < total) {
      loop.after(TICK, this::tick);
    }
  }

  private void ended(long due, Reply reply) {
    ended++;
    replies.merge(reply.word(), 1L, Long::sum);
    if (reply.taken()) {
      taken++;
      latencies.recordValue(
          Math.min(
              latencies.getHighestTrackableValue(), Math.max(0, (System.nanoTime() - due) / 1000)));
    }
    if (ended == total) {
      double seconds = (System.nanoTime() - start) / 1e9;
      done.complete(
          new LoadReport(
              load.rate(),
              taken / seconds,
              sent,
              taken,
              replies,
              at(50),
              at(90),
              at(99),
              at(99.9),
              at(100)));
    }
  }

  private Duration at(double percentile) {
    return Duration.ofNanos(latencies.getValueAtPercentile(percentile) * 1000);
  }
}
