package dev.tenon.operator.estate;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the estate as the API server has it, and has exactly those objects reconciled that a change
 * concerns: what refers to the changed object, and what it referred to before or refers to now.
 */
public final class EstateFeed {
  private final IndexedEstate estate;
  private final Map<String, EstateSource<?>> sources = new ConcurrentHashMap<>();

  /** A feed into that estate, which nothing else may write. */
  public EstateFeed(IndexedEstate estate) {
    this.estate = estate;
  }

  /** The source that the controller of a kind must have. */
  public <P extends TenonResource<?, ?>> EventSource<?, P> source(
      String kind, IndexerResourceCache<P> informed) {
    EstateSource<P> source = new EstateSource<>(this, informed);
    sources.put(kind, source);
    return source;
  }

  /**
   * Whether every kind that has a source is in the estate; until then what is missing may only not
   * have been read yet.
   */
  public boolean complete() {
    return sources.values().stream().allMatch(EstateSource::isRunning);
  }

  /** Has an object of ours reconciled; does nothing for other kinds. */
  public void trigger(Ref ref) {
    EstateSource<?> source = sources.get(ref.kind());
    if (source != null) {
      source.trigger(ref.namespace(), ref.name());
    }
  }

  /** Has everything reconciled that refers to an object that is not of ours, such as a Secret. */
  public void changed(Ref ref) {
    estate.usersOf(ref).forEach(this::trigger);
  }

  /**
   * Takes in an object as it is being reconciled. What is declared while its finalizer is added is
   * told to nobody else.
   */
  public void reconciled(TenonResource<?, ?> resource) {
    boolean older =
        estate
            .find(Refs.of(resource))
            .filter(known -> generation(known) < generation(resource))
            .isPresent();
    if (older) {
      put(resource);
    }
  }

  private static long generation(TenonResource<?, ?> resource) {
    return Objects.requireNonNullElse(resource.getMetadata().getGeneration(), 0L);
  }

  void put(TenonResource<?, ?> resource) {
    Ref ref = Refs.of(resource);
    if (!matters(resource, ref)) {
      return;
    }
    concern(ref, estate.put(resource), estate.usersOf(ref));
  }

  void remove(Ref ref) {
    SortedSet<Ref> users = new TreeSet<>(estate.usersOf(ref));
    concern(ref, estate.remove(ref), users);
  }

  /** Policies choose namespaces by their labels. */
  void putNamespace(String name, Map<String, String> labels) {
    if (!estate.namespaceLabels(name).equals(Optional.of(labels))) {
      estate.putNamespace(name, labels);
      estate.all(Refs.INTEGRATION).stream()
          .filter(ref -> ref.namespace().equals(name))
          .forEach(this::trigger);
    }
  }

  void removeNamespace(String name) {
    estate.removeNamespace(name);
  }

  private void concern(Ref changed, SortedSet<Ref> named, SortedSet<Ref> users) {
    SortedSet<Ref> concerned = new TreeSet<>(named);
    concerned.addAll(users);
    if (changed.kind().equals(Refs.PAUSE)) {
      // a Pause of a System is about the integrations here that use it
      named.stream()
          .filter(ref -> ref.kind().equals(Refs.SYSTEM))
          .flatMap(system -> estate.usersOf(system, Refs.INTEGRATION).stream())
          .filter(user -> user.namespace().equals(changed.namespace()))
          .forEach(concerned::add);
    }
    if (changed.kind().equals(Refs.POLICY)) {
      concerned.addAll(estate.all(Refs.INTEGRATION));
    }
    concerned.remove(changed);
    concerned.forEach(this::trigger);
  }

  /**
   * A new status alone concerns nobody: what others read of an object is its spec and its metadata.
   */
  private boolean matters(TenonResource<?, ?> resource, Ref ref) {
    return estate
        .find(ref)
        .map(
            known ->
                !Objects.equals(known.getMetadata().getUid(), resource.getMetadata().getUid())
                    || !Objects.equals(
                        known.getMetadata().getGeneration(), resource.getMetadata().getGeneration())
                    || !Objects.equals(
                        known.getMetadata().getAnnotations(),
                        resource.getMetadata().getAnnotations())
                    || !Objects.equals(
                        known.getMetadata().getLabels(), resource.getMetadata().getLabels())
                    || known.isMarkedForDeletion() != resource.isMarkedForDeletion())
        .orElse(true);
  }
}
