package dev.tenon.runner;

import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures, not a test: run by hand. */
final class Measures {
  private Measures() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0 || arguments[0].equals("idle")) {
      idle(1000);
    }
    if (arguments.length == 0 || arguments[0].equals("load")) {
      Throughput.main(new String[0]);
    }
  }

  private static void idle(int many) throws Exception {
    try (RunnerHost host = RunnerHost.open(RunnerSettings.DEFAULT)) {
      List<Plan> plans = new ArrayList<>();
      for (int i = 0; i < many + 100; i++) {
        plans.add(
            Plans.answering(
                    "p" + i,
                    "transform: {jq: {expression: '{id: .id, n: " + i + "}'}}",
                    "to: {uri: 'direct:next'}")
                .route(
                    "next",
                    Kind.Direct,
                    "direct:next",
                    "setHeader: {name: x, simple: '${body}'}",
                    "log: {message: hello, loggingLevel: DEBUG}")
                .route(
                    "tick",
                    Kind.Timer,
                    "timer:t?period=60000",
                    "log: {message: tick, loggingLevel: DEBUG}")
                .plan());
      }
      long cold = System.nanoTime();
      start(host, plans.get(0));
      say("first plan %.0f ms", (System.nanoTime() - cold) / 1e6);
      for (Plan plan : plans.subList(1, 100)) {
        start(host, plan);
      }
      long before = retained();
      long rss = rss();
      long begin = System.nanoTime();
      for (Plan plan : plans.subList(100, many + 100)) {
        start(host, plan);
      }
      say("each further plan %.2f ms", (System.nanoTime() - begin) / 1e6 / many);
      say(
          "heap for each %.0f KiB, RSS %.0f KiB",
          (retained() - before) / 1024.0 / many, (rss() - rss) / 1024.0 / many);
      say("threads %d", Thread.activeCount());
      var os =
          (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long cpu = os.getProcessCpuTime();
      long wall = System.nanoTime();
      Thread.currentThread().join(20_000);
      say(
          "idle CPU %.2f %% of a core",
          (os.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - wall));
      begin = System.nanoTime();
      for (Plan plan : plans.subList(0, 100)) {
        host.stop(plan.of());
      }
      say("each stop %.2f ms", (System.nanoTime() - begin) / 1e6 / 100);
      begin = System.nanoTime();
      host.close();
      say("close of %d %.0f ms", many, (System.nanoTime() - begin) / 1e6);
    }
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
    for (String line :
        java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
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
