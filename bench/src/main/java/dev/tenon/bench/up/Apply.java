package dev.tenon.bench.up;

import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Plans;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Scratch;
import dev.tenon.bench.Vendor;
import dev.tenon.bench.Waiting;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How long a new integration takes to do its first work. */
public final class Apply implements Figure {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private int applied;

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String description() {
    return "Seconds from the start of `kubectl apply -f` with a new Integration (pattern"
        + " poll-and-upsert) to the arrival of its first message at the vendor: kubectl, API,"
        + " operator, start of the routes, first poll, inbox and delivery. A `tenon up` that runs"
        + " already; the first two are not counted.";
  }

  @Override
  public int usualRuns() {
    return 15;
  }

  @Override
  public void take(Recording recording, int runs) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Scratch scratch = Scratch.create();
        Vendor vendor = new Vendor(vertx)) {
      Path estate = scratch.path().resolve("estate.yaml");
      Files.writeString(estate, Plans.resource("estate.yaml").replace("VENDOR", vendor.uri()));
      try (Tenon tenon =
          Tenon.up(scratch.path().resolve("home"), "--port", "0", estate.toString())) {
        tenon.secondsTo(1, line -> line.contains("applied"));
        Recording warm = recording.aside();
        for (int run = 0; run < 2; run++) {
          once(warm, tenon, vendor, scratch.path());
        }
        for (int run = 0; run < runs; run++) {
          recording.run(() -> once(recording, tenon, vendor, scratch.path()));
        }
      }
    } finally {
      vertx.close();
    }
  }

  private void once(Recording recording, Tenon tenon, Vendor vendor, Path folder) throws Exception {
    applied++;
    Path file = folder.resolve("integration.yaml");
    Files.writeString(file, Plans.resource("poll.yaml").replace("NAME", "poll-" + applied));
    long before = vendor.arrived();
    long[] arrived = new long[1];
    vendor.onArrival(body -> arrived[0] = System.nanoTime());
    long begin = System.nanoTime();
    tenon.kubectl("apply", "-f", file.toString());
    long ended = System.nanoTime();
    Waiting.until(() -> vendor.arrived() > before, PATIENCE, () -> "the message did not arrive");
    recording.add("to the end of kubectl", "s", (ended - begin) / 1e9);
    recording.add("to the first message delivered", "s", Aim.atMost(1), (arrived[0] - begin) / 1e9);
  }
}
