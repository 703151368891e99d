package dev.tenon.bench.flow;

import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Vendor;
import dev.tenon.bench.Waiting;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** How many messages a second get through, beside stock Camel. */
public final class Throughput implements Figure {
  private static final Duration WARM_UP = Duration.ofSeconds(12);
  private static final Duration SLICE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Aim RATE = Aim.atLeast(5_000);
  private static final Aim OF_BARE = Aim.atLeast(0.6);
  private static final String EACH = "processor time of each message, callers and vendor included";

  private static final com.sun.management.OperatingSystemMXBean OS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Messages messages = new Messages();

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String description() {
    return "Messages of 350 bytes delivered a second, from the first request to the last arrival at"
        + " the vendor. Tenon: HTTP entry, inbox on H2 (deduplicated by key, committed before the"
        + " answer), System. Beside it in the same process and taking turns: bare Camel,"
        + " `platform-http` to `http`, with nothing durable; and stock Camel with `sql:` as its"
        + " durable store. Callers and vendor are in the process too and cost all three the same.";
  }

  @Override
  public int usualRuns() {
    return 7;
  }

  /** What a slice came to. */
  private record Slice(double rate, double micros) {}

  @Override
  public void take(Recording recording, int runs) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Vendor vendor = new Vendor(vertx);
        Contender tenon = new Tenon(vendor);
        Contender bare = new Bare(vendor);
        Contender sql = new StockSql(vendor)) {
      List<Contender> all = List.of(bare, tenon, sql);
      for (Contender one : all) {
        slice(vertx, vendor, one, 32, WARM_UP);
      }
      for (int run = 0; run < runs; run++) {
        recording.run(
            () -> {
              for (int callers : new int[] {8, 32}) {
                round(recording, vertx, vendor, all, callers);
              }
            });
      }
    } finally {
      vertx.close();
    }
  }

  private void round(
      Recording recording, Vertx vertx, Vendor vendor, List<Contender> all, int callers)
      throws Exception {
    Slice bare = slice(vertx, vendor, all.get(0), callers, SLICE);
    Slice tenon = slice(vertx, vendor, all.get(1), callers, SLICE);
    Slice sql = slice(vertx, vendor, all.get(2), callers, SLICE);
    String by = callers + " callers: ";
    recording.add(by + "Tenon", "messages/s", RATE, tenon.rate());
    recording.add(by + "bare Camel", "messages/s", bare.rate());
    recording.add(by + "stock sql:", "messages/s", sql.rate());
    recording.add(by + "Tenon ÷ bare Camel", "", OF_BARE, tenon.rate() / bare.rate());
    recording.add(by + "Tenon ÷ stock sql:", "", tenon.rate() / sql.rate());
    recording.add(by + "Tenon, " + EACH, "µs", tenon.micros());
    recording.add(by + "bare Camel, " + EACH, "µs", bare.micros());
    recording.add(by + "stock sql:, " + EACH, "µs", sql.micros());
  }

  private Slice slice(Vertx vertx, Vendor vendor, Contender to, int callers, Duration time)
      throws Exception {
    long before = vendor.arrived();
    long processor = OS.getProcessCpuTime();
    long begin = System.nanoTime();
    try (Callers sending = new Callers(vertx, to, callers, messages)) {
      Callers.Load load = sending.asFastAsTheyAreAnswered(time);
      if (load.refused() > 0) {
        throw new IllegalStateException(to.name() + " refused " + load.refused() + " messages");
      }
      Waiting.until(
          () -> vendor.arrived() - before >= load.accepted(),
          PATIENCE,
          () -> to.name() + " did not deliver all of " + load.accepted() + " messages");
      double seconds = (System.nanoTime() - begin) / 1e9;
      long used = OS.getProcessCpuTime() - processor;
      return new Slice(load.accepted() / seconds, used / 1e3 / load.accepted());
    }
  }
}
