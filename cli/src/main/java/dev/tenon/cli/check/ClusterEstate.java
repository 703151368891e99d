package dev.tenon.cli.check;

import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster has declared now, read once.
 *
 * @param objects of our kinds
 * @param namespaces each with its labels
 */
record ClusterEstate(
    List<TenonResource<?, ?>> objects, Map<String, Map<String, String>> namespaces) {
  private static final int PAGE = 500;

  /**
   * Reads all of it.
   *
   * @param kubeconfig whose current context is used
   * @throws IOException if any of it cannot be read; a verdict about part of an estate would be
   *     wrong. The message says what to do.
   */
  static ClusterEstate read(Path kubeconfig) throws IOException {
    Config config;
    try {
      config = Config.fromKubeconfig(kubeconfig.toFile());
    } catch (RuntimeException e) {
      throw new IOException(
          kubeconfig + " is no kubeconfig: " + first(e) + "; name one, or a folder of manifests",
          e);
    }
    config.setRequestRetryBackoffLimit(1);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      List<TenonResource<?, ?>> objects = new ArrayList<>();
      for (Class<? extends TenonResource<?, ?>> kind : Crds.kinds()) {
        objects.addAll(all(client, kind));
      }
      Map<String, Map<String, String>> namespaces = new HashMap<>();
      for (Namespace namespace : client.namespaces().list().getItems()) {
        namespaces.put(
            namespace.getMetadata().getName(),
            Optional.ofNullable(namespace.getMetadata().getLabels()).orElse(Map.of()));
      }
      return new ClusterEstate(objects, namespaces);
    } catch (KubernetesClientException e) {
      throw new IOException(
          "the estate of "
              + config.getMasterUrl()
              + " cannot be read: "
              + first(e)
              + "; whoever checks needs the right to list namespaces and all kinds of tenon.dev",
          e);
    }
  }

  private static <R extends TenonResource<?, ?>> List<R> all(
      KubernetesClient client, Class<R> kind) {
    List<R> all = new ArrayList<>();
    String next = null;
    do {
      var page =
          client
              .resources(kind)
              .inAnyNamespace()
              .list(
                  new io.fabric8.kubernetes.api.model.ListOptionsBuilder()
                      .withLimit((long) PAGE)
                      .withContinue(next)
                      .build());
      all.addAll(page.getItems());
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }

  private static String first(Exception e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(e.getClass().getSimpleName());
  }
}
