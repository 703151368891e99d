package dev.tenon.runner;

import com.sun.management.OperatingSystemMXBean;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Figures, not a test: a thousand idle integrations, each an HTTP entry, an inbox and a System, on
 * one H2 file. Times are of the processor, which others on the machine disturb less than the
 * clock's.
 */
final class Measures {
  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Measures() {}

  public static void main(String[] arguments) throws Exception {
    idle(1000);
    System.exit(0);
  }

  private static void idle(int many) throws Exception {
    Path folder = Files.createTempDirectory("tenon-idle");
    StateStore store = SqlStateStore.h2(folder.resolve("state"));
    RunnerHost host = RunnerHost.open(RunnerSettings.DEFAULT.keeping(store));
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < many + 300; i++) {
      plans.add(plan("p" + i));
    }
    long wall = System.nanoTime();
    start(host, plans.get(0));
    say("first plan in a cold process: %.0f ms", (System.nanoTime() - wall) / 1e6);
    for (Plan plan : plans.subList(1, 300)) {
      start(host, plan);
    }
    long heap = retained();
    long rss = rss();
    long cpu = OS.getProcessCpuTime();
    wall = System.nanoTime();
    for (Plan plan : plans.subList(300, plans.size())) {
      start(host, plan);
    }
    say(
        "each further plan: %.2f ms of processor, %.2f ms of clock",
        (OS.getProcessCpuTime() - cpu) / 1e6 / many, (System.nanoTime() - wall) / 1e6 / many);
    say(
        "memory of each: %.0f KiB heap, %.0f KiB RSS; %d threads",
        (retained() - heap) / 1024.0 / many, (rss() - rss) / 1024.0 / many, Thread.activeCount());
    cpu = OS.getProcessCpuTime();
    wall = System.nanoTime();
    Thread.currentThread().join(30_000);
    say(
        "%d idle: %.2f %% of a core",
        plans.size(), (OS.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - wall));
    cpu = OS.getProcessCpuTime();
    wall = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      Plan next = plan("p" + i, "setBody: {constant: other}");
      host.replace(next);
    }
    say(
        "each replacement: %.2f ms of processor, %.2f ms of clock until it serves",
        (OS.getProcessCpuTime() - cpu) / 1e6 / 100, (System.nanoTime() - wall) / 1e6 / 100);
    wall = System.nanoTime();
    host.close();
    say("close of %d: %.0f ms", plans.size(), (System.nanoTime() - wall) / 1e6);
    store.close();
  }

  private static Plan plan(String name, String... more) {
    List<String> steps = new ArrayList<>(List.of(more));
    steps.add("to: {uri: 'inbox:deliver?call=receive-1'}");
    return Plans.of("shop", name)
        .stateful()
        .system("desk", "http://127.0.0.1:1")
        .route("receive", Kind.Http, "platform-http:/shop/" + name, steps.toArray(new String[0]))
        .call("receive-1", new Call.Put("receive", "deliver", ".n", Duration.ofDays(1)))
        .route(
            "deliver",
            Kind.Inbox,
            "inbox:deliver?call=deliver-1",
            "transform: {jq: {expression: '{subject: .title, n}'}}",
            "to: {uri: 'system:desk?call=deliver-2'}")
        .call("deliver-1", new Call.Take("deliver", "deliver", false, 8))
        .call(
            "deliver-2",
            new Call.Send(
                "deliver",
                "desk",
                Optional.of(
                    new Call.Request(
                        "POST", "/tickets", new TreeMap<>(), new TreeMap<>(), Optional.empty()))))
        .plan();
  }

  private static void start(RunnerHost host, Plan plan) {
    Outcome outcome = host.start(plan, Grant.unlimited(plan.of()));
    if (!outcome.started()) {
      throw new IllegalStateException(outcome.cause().orElseThrow());
    }
  }

  private static long retained() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.currentThread().join(50);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long rss() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
