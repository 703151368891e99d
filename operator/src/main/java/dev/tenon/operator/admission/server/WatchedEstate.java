package dev.tenon.operator.admission.server;

import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The estate as watches have it. An object never goes back: what a watch tells is left aside where
 * something newer of the same object has been read already.
 */
final class WatchedEstate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedEstate.class);
  private static final long PAGE = 500;

  private final IndexedEstate estate = new IndexedEstate();
  private final Ledger ledger = new Ledger(estate);
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final AtomicInteger unread = new AtomicInteger();

  /**
   * Begins to watch; {@link #complete} says when all has been read.
   *
   * @param namespaces whose objects are read; empty: all. Cluster kinds always are
   */
  WatchedEstate(KubernetesClient client, Set<String> namespaces) {
    for (Class<? extends TenonResource<?, ?>> kind : Crds.kinds()) {
      watch(client, kind, namespaces);
    }
    start(
        client.namespaces().withLimit(PAGE).runnableInformer(0),
        WatchedEstate::light,
        this::putNamespace,
        gone -> removeNamespace(gone.getMetadata().getName()));
  }

  private <T extends TenonResource<?, ?>> void watch(
      KubernetesClient client, Class<T> kind, Set<String> namespaces) {
    if (namespaces.isEmpty() || !Namespaced.class.isAssignableFrom(kind)) {
      watch(client.resources(kind).inAnyNamespace());
    } else {
      namespaces.forEach(namespace -> watch(client.resources(kind).inNamespace(namespace)));
    }
  }

  private <T extends TenonResource<?, ?>> void watch(Informable<T> these) {
    start(
        these.withLimit(PAGE).runnableInformer(0), WatchedEstate::light, this::put, this::removed);
  }

  private <T extends HasMetadata> void start(
      SharedIndexInformer<T> informer,
      UnaryOperator<T> kept,
      Consumer<T> put,
      Consumer<T> removed) {
    unread.incrementAndGet();
    informers.add(informer);
    informer
        .removeNamespaceIndex()
        .itemStore(
            new BasicItemStore<T>(Cache::metaNamespaceKeyFunc) {
              @Override
              public T put(String key, T object) {
                return super.put(key, kept.apply(object));
              }
            })
        .exceptionHandler(
            (started, e) -> {
              LOG.warn(
                  "watching {} goes on after: {}",
                  informer.getApiTypeClass().getSimpleName(),
                  e.getMessage());
              return true;
            })
        .addEventHandler(handler(put, removed));
    informer
        .start()
        .whenComplete(
            (nothing, e) -> {
              if (e == null) {
                // it has listed its kind by now, but may not have told of every object yet
                informer.getStore().list().forEach(put);
                unread.decrementAndGet();
              }
            });
  }

  private static <T> ResourceEventHandler<T> handler(Consumer<T> put, Consumer<T> removed) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        put.accept(object);
      }

      @Override
      public void onUpdate(T before, T now) {
        put.accept(now);
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        removed.accept(object);
      }
    };
  }

  /** Who owns which field is of no interest here, and is half of an object. */
  private static <T extends HasMetadata> T light(T object) {
    object.getMetadata().setManagedFields(null);
    return object;
  }

  IndexedEstate estate() {
    return estate;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Whether every kind has been read whole. */
  boolean complete() {
    return unread.get() == 0;
  }

  /**
   * Takes in an object as it was at some time.
   *
   * @return whether the estate says something else by it
   */
  synchronized boolean put(TenonResource<?, ?> object) {
    Ref ref = Refs.of(object);
    Optional<TenonResource<?, ?>> known = estate.find(ref);
    if (known.isPresent() && Versions.newer(known.get(), object)) {
      return false;
    }
    estate.put(light(object));
    return known.isEmpty()
        || !known.get().spec().equals(object.spec())
        || !Objects.equals(known.get().getMetadata().getUid(), object.getMetadata().getUid())
        || known.get().isMarkedForDeletion() != object.isMarkedForDeletion();
  }

  /** Takes in that there is no such object. */
  synchronized boolean remove(Ref ref) {
    boolean known = estate.has(ref);
    estate.remove(ref);
    return known;
  }

  /** A watch tells of a deletion; the object may have been made anew since. */
  private synchronized void removed(TenonResource<?, ?> last) {
    Ref ref = Refs.of(last);
    if (estate.find(ref).filter(known -> Versions.newer(known, last)).isEmpty()) {
      estate.remove(ref);
    }
  }

  /** Takes in the labels of a namespace. */
  boolean putNamespace(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    Map<String, String> labels =
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
    boolean otherwise = !estate.namespaceLabels(name).equals(Optional.of(labels));
    estate.putNamespace(name, labels);
    return otherwise;
  }

  private void removeNamespace(String name) {
    estate.removeNamespace(name);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
