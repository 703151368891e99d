package dev.tenon.operator.estate;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;

/**
 * One controller's door to the estate, in both directions: every change of its kind that the
 * informer sees is put into the estate, filtered or not, and changes of other kinds that concern
 * its objects come back as events. So the estate needs no informer of its own.
 *
 * @param <P> the kind
 */
final class EstateSource<P extends TenonResource<?, ?>> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {
  private final EstateFeed feed;
  private final IndexerResourceCache<P> informed;

  EstateSource(EstateFeed feed, IndexerResourceCache<P> informed) {
    super(Void.class, "estate");
    this.feed = feed;
    this.informed = informed;
  }

  /**
   * The informer has listed its kind by now, but may not have told of every object yet: so they are
   * taken from its cache.
   */
  @Override
  public void start() {
    informed.list(all -> true).forEach(feed::put);
    super.start();
  }

  /**
   * Has an object reconciled. Before the controller has started nothing is lost: it begins with all
   * of them.
   */
  void trigger(String namespace, String name) {
    if (isRunning()) {
      getEventHandler()
          .handleEvent(new Event(new ResourceID(name, namespace.isEmpty() ? null : namespace)));
    }
  }

  @Override
  public void onResourceCreated(P resource) {
    feed.put(resource);
  }

  @Override
  public void onResourceUpdated(P newResource, P oldResource) {
    feed.put(newResource);
  }

  @Override
  public void onResourceDeleted(P resource) {
    feed.remove(Refs.of(resource));
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
