package dev.tenon.bench.review;

import dev.tenon.api.Crds;
import dev.tenon.local.api.EmbeddedApi;
import dev.tenon.local.api.EmbeddedApiOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tenon's embedded API with an estate, in this process and without anybody who reviews. */
final class Api implements AutoCloseable {
  private static final int WRITERS = 4;

  private final EmbeddedApi api;
  private final KubernetesClient client;

  Api(Path home) throws IOException {
    this.api = EmbeddedApi.start(EmbeddedApiOptions.in(home).withDefinitions(Crds.definitions()));
    Config config = Config.fromKubeconfig(api.kubeconfig().toFile());
    config.setOnlyHttpWatches(true);
    this.client = new KubernetesClientBuilder().withConfig(config).build();
  }

  Path kubeconfig() {
    return api.kubeconfig();
  }

  void create(List<String> manifests) throws Exception {
    create(manifests.stream().map(Manifests::resourceOf));
  }

  /** Creates them all, some at a time. */
  void create(Stream<GenericKubernetesResource> resources) throws Exception {
    Iterator<GenericKubernetesResource> all = resources.iterator();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> work =
          IntStream.range(0, WRITERS)
              .<Future<?>>mapToObj(i -> writers.submit(() -> some(all)))
              .toList();
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      writers.shutdownNow();
    }
  }

  private void some(Iterator<GenericKubernetesResource> all) {
    while (true) {
      GenericKubernetesResource next;
      synchronized (all) {
        if (!all.hasNext()) {
          return;
        }
        next = all.next();
      }
      client.resource(next).create();
    }
  }

  /** An integration as the API keeps it. */
  GenericKubernetesResource integration(String namespace, String name) {
    return client
        .genericKubernetesResources("tenon.dev/v1alpha1", "Integration")
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  @Override
  public void close() {
    client.close();
    api.close();
  }
}
