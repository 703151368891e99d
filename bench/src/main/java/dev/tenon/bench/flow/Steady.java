package dev.tenon.bench.flow;

import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Vendor;
import dev.tenon.bench.Waiting;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How long each message takes at a steady rate. */
public final class Steady implements Figure {
  private static final int RATE = 600;
  private static final Duration SLICE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Messages messages = new Messages();

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String description() {
    return "Milliseconds from the moment at which a message was due to be sent to its arrival at the"
        + " vendor, at 600 messages a second: so it contains the request, the commit and the way out,"
        + " and a stall counts for every message that it delays. The same flows as in throughput,"
        + " taking turns; bare Camel shows what the machine's other work costs.";
  }

  @Override
  public int usualRuns() {
    return 7;
  }

  @Override
  public void take(Recording recording, int runs) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Vendor vendor = new Vendor(vertx);
        Contender tenon = new Tenon(vendor);
        Contender bare = new Bare(vendor)) {
      for (int warm = 0; warm < 2; warm++) {
        slice(vertx, vendor, tenon);
        slice(vertx, vendor, bare);
      }
      for (int run = 0; run < runs; run++) {
        recording.run(
            () -> {
              add(recording, tenon, slice(vertx, vendor, tenon));
              add(recording, bare, slice(vertx, vendor, bare));
            });
      }
    } finally {
      vertx.close();
    }
  }

  private static void add(Recording recording, Contender of, long[] sorted) {
    recording.add(of.name() + ", half of them within", "ms", at(sorted, 0.5));
    if (of instanceof Tenon) {
      recording.add(of.name() + ", 99 % within", "ms", Aim.atMost(10), at(sorted, 0.99));
    } else {
      recording.add(of.name() + ", 99 % within", "ms", at(sorted, 0.99));
    }
    recording.add(of.name() + ", all within", "ms", at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  /** Nanoseconds that each message took, in ascending order. */
  private long[] slice(Vertx vertx, Vendor vendor, Contender to) throws Exception {
    int count = (int) (RATE * SLICE.toSeconds());
    long first = messages.number();
    long begin = System.nanoTime();
    long[] took = new long[count];
    AtomicInteger arrived = new AtomicInteger();
    vendor.onArrival(
        body -> {
          int which = (int) (Messages.number(body) - first - 1);
          if (took[which] == 0) {
            took[which] = System.nanoTime() - due(begin, which);
            arrived.incrementAndGet();
          }
        });
    try (Callers callers = new Callers(vertx, to, 64, messages)) {
      for (int i = 0; i < count; i++) {
        long due = due(begin, i);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        callers.send(messages.number());
      }
      Waiting.until(
          () -> arrived.get() == count,
          PATIENCE,
          () -> to.name() + " delivered " + arrived.get() + " of " + count + " messages");
    } finally {
      vendor.onArrival(body -> {});
    }
    Arrays.sort(took);
    return took;
  }

  private static long due(long begin, int which) {
    return begin + which * 1_000_000_000L / RATE;
  }
}
