package dev.tenon.bench.up;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.bench.Waiting;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The integrations as a watch shows them, and when each became Ready last. */
final class Watched implements Watcher<Integration>, AutoCloseable {
  private final Map<String, Long> readyGeneration = new ConcurrentHashMap<>();
  private final Map<String, Long> readyAt = new ConcurrentHashMap<>();
  private final Set<String> stalled = ConcurrentHashMap.newKeySet();
  private final Watch watch;

  Watched(KubernetesClient client) {
    this.watch = client.resources(Integration.class).inNamespace("shop").watch(this);
  }

  @Override
  public void eventReceived(Action action, Integration resource) {
    String name = resource.getMetadata().getName();
    long generation = resource.getMetadata().getGeneration();
    resource
        .status()
        .ifPresent(
            status -> {
              if (status.observedGeneration() == generation
                  && status
                      .condition("Ready")
                      .filter(ready -> ready.getStatus().equals("True"))
                      .isPresent()) {
                readyAt.put(name, System.nanoTime());
                readyGeneration.put(name, generation);
              }
              status
                  .condition("Stalled")
                  .ifPresent(condition -> stalled.add(name + ": " + condition.getMessage()));
            });
  }

  int ready() {
    return readyGeneration.size();
  }

  /** When that generation of it was Ready, in nanoseconds. */
  long awaitReady(String name, long generation, Duration most) {
    Waiting.until(
        () -> readyGeneration.getOrDefault(name, 0L) >= generation,
        most,
        () -> name + " was not Ready" + stalled);
    return readyAt.get(name);
  }

  void awaitReady(int many, Duration most) {
    Waiting.until(
        () -> ready() >= many,
        most,
        () -> ready() + " of " + many + " were Ready, stalled: " + stalled);
  }

  @Override
  public void onClose(WatcherException cause) {
    stalled.add("the watch ended: " + cause.getMessage());
  }

  @Override
  public void close() {
    watch.close();
  }
}
