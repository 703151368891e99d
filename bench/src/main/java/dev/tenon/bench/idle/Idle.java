package dev.tenon.bench.idle;

import com.sun.management.OperatingSystemMXBean;
import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Plans;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Scratch;
import dev.tenon.bench.Waiting;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.runner.Outcome;
import dev.tenon.runner.RunnerHost;
import dev.tenon.runner.RunnerSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What integrations cost that wait for something to do. */
public final class Idle implements Figure {
  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int FIRST = 200;
  private static final int MANY = 1000;
  private static final int REPLACED = 100;
  private static final Duration IDLE = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String description() {
    return "A thousand further integrations in a process that runs 200 already, each an HTTP entry,"
        + " an inbox on H2 and a System, and none has anything to do. Memory is what the heap holds"
        + " after a collection, and the resident set. Processor time is disturbed less by others on"
        + " the machine than the clock is.";
  }

  @Override
  public int usualRuns() {
    return 5;
  }

  @Override
  public void take(Recording recording, int runs) throws Exception {
    for (int run = 0; run < runs; run++) {
      recording.run(() -> once(recording));
    }
    recording.note(
        "The first plan of a process loads most of Camel's classes; from the second run on they are"
            + " there.");
    recording.note(
        "The resident set grows by less than the heap does, because the heap had room that the"
            + " process had touched before; the heap is the honest figure.");
  }

  private static void once(Recording recording) throws Exception {
    try (Scratch scratch = Scratch.create();
        StateStore store = SqlStateStore.h2(scratch.path().resolve("state"))) {
      RunnerHost host = RunnerHost.open(RunnerSettings.DEFAULT.keeping(store));
      List<Plan> plans = plans("", FIRST + MANY);
      plans.subList(0, FIRST).forEach(plan -> start(host, plan));
      starts(recording, host, plans.subList(FIRST, plans.size()));
      idle(recording, host);
      replacements(recording, host);
      long begin = System.nanoTime();
      host.close();
      recording.add("stopping all 1,200", "ms", (System.nanoTime() - begin) / 1e6);
    }
  }

  private static void starts(Recording recording, RunnerHost host, List<Plan> plans)
      throws IOException {
    long heap = retained();
    long resident = resident();
    int threads = Thread.activeCount();
    long processor = OS.getProcessCpuTime();
    long begin = System.nanoTime();
    plans.forEach(plan -> start(host, plan));
    recording.add("start of each, clock", "ms", (System.nanoTime() - begin) / 1e6 / MANY);
    recording.add(
        "start of each, processor", "ms", (OS.getProcessCpuTime() - processor) / 1e6 / MANY);
    recording.add("heap of each", "KiB", Aim.atMost(1024), (retained() - heap) / 1024.0 / MANY);
    recording.add(
        "resident memory of each",
        "KiB",
        Aim.atMost(1024),
        (resident() - resident) / 1024.0 / MANY);
    recording.add("threads for all of them", "", Thread.activeCount() - threads);
  }

  private static void idle(Recording recording, RunnerHost host) {
    long processor = OS.getProcessCpuTime();
    long begin = System.nanoTime();
    Waiting.pass(IDLE);
    recording.add(
        "processor of all 1,200 while idle",
        "% of a core",
        (OS.getProcessCpuTime() - processor) * 100.0 / (System.nanoTime() - begin));
    if (!host.notRunning().isEmpty()) {
      throw new IllegalStateException("not running: " + host.notRunning());
    }
  }

  private static void replacements(Recording recording, RunnerHost host) throws IOException {
    List<Plan> plans = plans("2", REPLACED);
    long begin = System.nanoTime();
    long processor = OS.getProcessCpuTime();
    for (Plan plan : plans) {
      require(host.replace(plan));
    }
    recording.add(
        "replacement of one by another revision, until it serves",
        "ms",
        (System.nanoTime() - begin) / 1e6 / REPLACED);
    recording.add(
        "replacement of one, processor",
        "ms",
        (OS.getProcessCpuTime() - processor) / 1e6 / REPLACED);
  }

  private static List<Plan> plans(String revision, int many) throws IOException {
    String manifests = Plans.resource("orders.yaml").replace("VENDOR", "http://127.0.0.1:1");
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      plans.add(
          Plans.of(
              manifests
                  .replace("name: orders", "name: orders-" + i)
                  .replace("constant: taken", "constant: taken" + revision)));
    }
    return plans;
  }

  private static void start(RunnerHost host, Plan plan) {
    require(host.start(plan, Grant.unlimited(plan.of())));
  }

  private static void require(Outcome outcome) {
    if (!outcome.started()) {
      throw new IllegalStateException(outcome.cause().orElseThrow());
    }
  }

  private static long retained() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime here = Runtime.getRuntime();
    return here.totalMemory() - here.freeMemory();
  }

  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0)
        * 1024;
  }
}
