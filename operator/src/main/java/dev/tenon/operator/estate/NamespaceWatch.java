package dev.tenon.operator.estate;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the estate which labels namespaces have. */
public final class NamespaceWatch implements ResourceEventHandler<Namespace>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NamespaceWatch.class);

  private static final int FORBIDDEN = 403;

  private final KubernetesClient client;
  private final EstateFeed feed;
  private final SharedIndexInformer<Namespace> informer;

  /** A watch that does not run yet. */
  public NamespaceWatch(KubernetesClient client, EstateFeed feed) {
    this.client = client;
    this.feed = feed;
    this.informer =
        client
            .namespaces()
            .runnableInformer(0)
            .exceptionHandler(
                (started, e) -> {
                  LOG.warn("watching namespaces goes on after: {}", e.getMessage());
                  return true;
                })
            .addEventHandler(this);
  }

  private boolean mayRead() {
    try {
      client.namespaces().list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        LOG.warn(
            "namespaces may not be listed and watched, so none has labels for policies here: {}",
            e.getMessage());
        return false;
      }
      throw e;
    }
  }

  /**
   * Starts it, and returns when all namespaces are known, or may not be. Then policies that choose
   * namespaces choose none until they may.
   */
  public void start() {
    CompletableFuture<Void> known =
        informer
            .start()
            .thenRun(() -> informer.getStore().list().forEach(this::look))
            .toCompletableFuture();
    if (mayRead()) {
      known.join();
    }
  }

  /** Takes what is known by now, which may be newer than what is being told. */
  private synchronized void look(Namespace told) {
    String name = told.getMetadata().getName();
    Optional.ofNullable(informer.getStore().getByKey(name))
        .ifPresentOrElse(
            known -> feed.putNamespace(name, labels(known)), () -> feed.removeNamespace(name));
  }

  private static Map<String, String> labels(Namespace namespace) {
    return Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
  }

  @Override
  public void onAdd(Namespace namespace) {
    look(namespace);
  }

  @Override
  public void onUpdate(Namespace before, Namespace now) {
    look(now);
  }

  @Override
  public void onDelete(Namespace namespace, boolean unknown) {
    look(namespace);
  }

  @Override
  public void close() {
    informer.close();
  }
}
