package dev.tenon.cli.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Applies objects: kind after kind, in the order of who refers to whom, those of one kind side by
 * side. One that is refused keeps no other from being applied.
 */
final class Applier implements AutoCloseable {
  private static final int SIDE_BY_SIDE = 4;
  private static final int TRIES = 5;

  private final Api api;
  private final Kinds kinds;
  private final Stop stop;
  private final ExecutorService workers;

  /**
   * What became of a set.
   *
   * @param applied with the API's answers
   * @param refused with the API's answers
   */
  record Outcome(List<Done> applied, List<Done> refused) {}

  /** One object and the answer to it. */
  record Done(Manifest manifest, Answer answer) {
    /** The generation that it has now. */
    long generation() {
      return answer.body().path("metadata").path("generation").asLong();
    }

    /** Namespace and name. */
    String path() {
      return manifest.ref().path();
    }
  }

  /**
   * Applies to an API.
   *
   * @param stop ends applying: what is not applied then is not applied at all
   */
  Applier(Api api, Kinds kinds, Stop stop) {
    this.api = api;
    this.kinds = kinds;
    this.stop = stop;
    this.workers =
        Executors.newFixedThreadPool(
            SIDE_BY_SIDE,
            work -> {
              Thread thread = new Thread(work, "up-apply");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Applies all of them, and makes the namespaces that they name.
   *
   * @throws CancellationException when it was stopped
   */
  Outcome apply(List<Manifest> manifests) throws InterruptedException {
    makeNamespaces(manifests);
    Map<Integer, List<Manifest>> byRank = new TreeMap<>();
    manifests.forEach(
        manifest ->
            byRank
                .computeIfAbsent(manifest.kind().rank(), rank -> new ArrayList<>())
                .add(manifest));
    List<Done> all = new ArrayList<>();
    for (List<Manifest> rank : byRank.values()) {
      List<Future<Done>> working = new ArrayList<>();
      rank.forEach(manifest -> working.add(workers.submit(() -> apply(manifest))));
      for (Future<Done> one : working) {
        all.add(result(one));
      }
    }
    all.sort(Comparator.comparing(done -> done.manifest().ref()));
    return new Outcome(
        all.stream().filter(done -> done.answer().ok()).toList(),
        all.stream().filter(done -> !done.answer().ok()).toList());
  }

  private static Done result(Future<Done> working) throws InterruptedException {
    try {
      return working.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException stopped) {
        throw stopped;
      }
      throw new IllegalStateException("applying failed", e.getCause());
    }
  }

  private Done apply(Manifest manifest) throws InterruptedException {
    if (stop.isOrdered()) {
      throw new CancellationException("stopped");
    }
    String path = manifest.kind().path(manifest.ref().namespace(), manifest.ref().name());
    Answer answer = api.apply(path, manifest.json(), true);
    // with force, a conflict is a race with another writer, and over with the next try
    for (int i = 1; i < TRIES && answer.conflict(); i++) {
      answer = api.apply(path, manifest.json(), true);
    }
    return new Done(manifest, answer);
  }

  private void makeNamespaces(List<Manifest> manifests) throws InterruptedException {
    Set<String> named = new TreeSet<>();
    Set<String> declared = new HashSet<>();
    for (Manifest manifest : manifests) {
      if (manifest.kind().name().equals("Namespace")) {
        declared.add(manifest.ref().name());
      } else if (!manifest.ref().namespace().isEmpty()) {
        named.add(manifest.ref().namespace());
      }
    }
    named.removeAll(declared);
    for (String name : named) {
      String path = kinds.find("Namespace").orElseThrow().path("", name);
      if (api.get(path).notFound()) {
        ObjectNode namespace = new ObjectMapper().createObjectNode();
        namespace.put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        // where it fails, what is to live in it says why
        api.apply(path, namespace, true);
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
