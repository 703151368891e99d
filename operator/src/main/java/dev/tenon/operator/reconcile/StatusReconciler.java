package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.ResourceStatus;
import dev.tenon.api.v1alpha1.TenonResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A reconciler of a kind that nothing runs for: it says what the object means, and that is all.
 *
 * @param <R> the kind; it comes first because the Java Operator SDK looks for it there
 * @param <T> the status
 */
abstract class StatusReconciler<R extends TenonResource<?, T>, T extends ResourceStatus>
    implements Reconciler<R> {
  private final Core core;
  private final String kind;

  StatusReconciler(Core core, String kind) {
    this.core = core;
    this.kind = kind;
  }

  /** The whole status that the object should have. */
  abstract T status(R object, Core core, Instant now);

  /** The next moment at which the same facts mean something else. */
  Optional<Instant> boundary(R object, Instant now) {
    return Optional.empty();
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    return List.of(core.feed().source(kind, context.getPrimaryCache()));
  }

  @Override
  public UpdateControl<R> reconcile(R object, Context<R> context) {
    if (!core.ready()) {
      return core.later();
    }
    Instant now = core.clock().instant();
    return core.write(object, status(object, core, now), boundary(object, now), now);
  }
}
