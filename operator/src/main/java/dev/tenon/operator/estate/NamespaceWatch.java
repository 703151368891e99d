package dev.tenon.operator.estate;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Objects;

/** Tells the estate which labels namespaces have. */
public final class NamespaceWatch implements ResourceEventHandler<Namespace>, AutoCloseable {
  private final EstateFeed feed;
  private final SharedIndexInformer<Namespace> informer;

  /** A watch that does not run yet. */
  public NamespaceWatch(KubernetesClient client, EstateFeed feed) {
    this.feed = feed;
    this.informer =
        client
            .namespaces()
            .runnableInformer(0)
            .exceptionHandler((started, e) -> true)
            .addEventHandler(this);
  }

  /** Starts it, and returns when all namespaces are known. */
  public void start() {
    informer.start().toCompletableFuture().join();
    informer.getStore().list().forEach(this::onAdd);
  }

  @Override
  public void onAdd(Namespace namespace) {
    feed.putNamespace(
        namespace.getMetadata().getName(),
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()));
  }

  @Override
  public void onUpdate(Namespace before, Namespace now) {
    onAdd(now);
  }

  @Override
  public void onDelete(Namespace namespace, boolean unknown) {
    feed.removeNamespace(namespace.getMetadata().getName());
  }

  @Override
  public void close() {
    informer.close();
  }
}
