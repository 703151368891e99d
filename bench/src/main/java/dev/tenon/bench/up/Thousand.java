package dev.tenon.bench.up;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Plans;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Scratch;
import dev.tenon.bench.Waiting;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How an estate of a thousand integrations fares. */
public final class Thousand implements Figure {
  private static final int MANY = 1000;
  private static final int EDITS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "thousand";
  }

  @Override
  public String description() {
    return "1,000 new Integrations (pattern webhook-to-system) in one file, by `kubectl apply"
        + " --server-side`, from its start until a watch has shown each of them Ready, in a `tenon"
        + " up` with a heap of at most 512 MiB. Then 20 of them are changed, one after the other:"
        + " milliseconds from a merge patch, which changes the routes, until a watch shows the new"
        + " revision Ready.";
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
  }

  private static void once(Recording recording) throws Exception {
    try (Scratch scratch = Scratch.create()) {
      Path estate = scratch.path().resolve("estate.yaml");
      Files.writeString(
          estate, Plans.resource("estate.yaml").replace("VENDOR", "http://127.0.0.1:1"));
      Path file = scratch.path().resolve("thousand.yaml");
      Files.writeString(file, manifests());
      try (Tenon tenon =
              Tenon.up(scratch.path().resolve("home"), "--port", "0", estate.toString());
          KubernetesClient client = tenon.client()) {
        tenon.secondsTo(1, line -> line.contains("applied"));
        try (Watched watched = new Watched(client)) {
          all(recording, tenon, watched, file);
          memory(recording, tenon);
          edits(recording, client, watched);
        }
      }
    }
  }

  private static String manifests() throws IOException {
    String one = Plans.resource("webhook.yaml").replace("EDITION", "first");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(one.replace("NAME", "orders-" + i));
    }
    return String.join("---\n", all);
  }

  private static void all(Recording recording, Tenon tenon, Watched watched, Path file)
      throws Exception {
    double processor = tenon.processor();
    long begin = System.nanoTime();
    tenon.kubectl("apply", "--server-side", "-f", file.toString());
    recording.add("all applied: kubectl ends", "s", (System.nanoTime() - begin) / 1e9);
    watched.awaitReady(MANY, PATIENCE);
    recording.add("all Ready", "s", Aim.atMost(20), (System.nanoTime() - begin) / 1e9);
    recording.add("processor of tenon up for that", "s", tenon.processor() - processor);
  }

  private static void memory(Recording recording, Tenon tenon) throws IOException {
    recording.add("largest resident memory so far", "MiB", tenon.largestResident());
    recording.add("heap after a collection", "MiB", Aim.atMost(512), tenon.heapAfterCollection());
  }

  private static void edits(Recording recording, KubernetesClient client, Watched watched) {
    List<Double> took = new ArrayList<>();
    for (int i = 0; i < EDITS; i++) {
      // let what the last one set off come to rest
      Waiting.pass(Duration.ofMillis(200));
      String name = "orders-" + (i * 49 + 7);
      long begin = System.nanoTime();
      Integration changed =
          client
              .resources(Integration.class)
              .inNamespace("shop")
              .withName(name)
              .patch(
                  PatchContext.of(PatchType.JSON_MERGE),
                  "{\"spec\":{\"pattern\":{\"parameters\":{\"map\":\"{subject: .issue.title, edition: \\\"second\\\"}\"}}}}");
      long generation = changed.getMetadata().getGeneration();
      took.add((watched.awaitReady(name, generation, PATIENCE) - begin) / 1e6);
    }
    took.sort(null);
    recording.add(
        "edit of one, Ready again: half of 20 within",
        "ms",
        Aim.atMost(250),
        took.get(EDITS / 2 - 1));
    recording.add("edit of one, Ready again: all of 20 within", "ms", took.get(EDITS - 1));
  }
}
