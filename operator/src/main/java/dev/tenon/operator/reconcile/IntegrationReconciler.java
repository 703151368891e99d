package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.Verdict;
import dev.tenon.plan.Ref;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings what runs to what is declared, and says how far it is. */
@ControllerConfiguration(name = "integration", finalizerName = "tenon.dev/runtime")
public final class IntegrationReconciler implements Reconciler<Integration>, Cleaner<Integration> {
  private static final Duration START_AGAIN = Duration.ofMinutes(1);

  private final Core core;
  private final Renderings renderings;
  private final Reviews reviews;
  private final CountsThrottle counts = new CountsThrottle();

  /** A reconciler with that core. */
  public IntegrationReconciler(Core core) {
    this.core = core;
    this.renderings = new Renderings(core.renderer(), core.estate());
    this.reviews = new Reviews(core.estate(), core.ledger(), core.review());
  }

  @Override
  public List<EventSource<?, Integration>> prepareEventSources(
      EventSourceContext<Integration> context) {
    return List.of(core.feed().source(Refs.INTEGRATION, context.getPrimaryCache()));
  }

  @Override
  public UpdateControl<Integration> reconcile(Integration declared, Context<Integration> context) {
    if (!core.ready()) {
      return core.later();
    }
    core.feed().reconciled(declared);
    Ref self = Refs.of(declared);
    Instant now = core.clock().instant();
    Rendering rendering = renderings.of(declared);
    Observation seen = core.runtime().observe(self);
    Verdict verdict = reviews.of(declared, seen.serving().isPresent(), rendering, now);
    core.reports().ifPresent(it -> it.judged(self, verdict.problems()));
    Situation situation = situation(declared, rendering, verdict, seen, now);
    if (!situation.disabled()) {
      act(situation, self);
      situation = situation(declared, rendering, verdict, core.runtime().observe(self), now);
    }
    Assessment assessment = Assessment.of(situation);
    IntegrationStatus desired =
        IntegrationStatuses.of(situation, assessment, core.runtime().name());
    Optional<Duration> wait = counts.wait(self, declared.status(), desired, now);
    if (wait.isPresent()) {
      UpdateControl<Integration> control = UpdateControl.noUpdate();
      return control.rescheduleAfter(wait.get());
    }
    // a start that failed may succeed without a change here: a port is freed, a database is back
    Optional<Instant> again =
        situation.observation().phase() == Phase.Failed
            ? Optional.of(now.plus(START_AGAIN))
            : Optional.empty();
    situation
        .breakGlass()
        .ifPresent(
            it -> core.events().send(declared, it.warning(), it.reason(), it.message(), now));
    return core.write(declared, desired, earliest(assessment.boundary(), again), now);
  }

  private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
  }

  private Situation situation(
      Integration declared,
      Rendering rendering,
      Verdict verdict,
      Observation observation,
      Instant now) {
    return core.situations()
        .of(
            declared,
            rendering,
            verdict.builtIn(),
            Optional.of(verdict.ofPolicies()),
            observation,
            now);
  }

  /**
   * Starts what may start, stops what should not run, and leaves the last good revision alone where
   * the newest is not good.
   */
  private void act(Situation situation, Ref self) {
    if (!situation.declared().spec().stage().runs() || situation.external()) {
      core.runtime().remove(self);
      return;
    }
    boolean admitted =
        situation.gating().isEmpty() && (situation.serves() || situation.denials().isEmpty());
    int replicas = 1;
    if (situation.rendering().result().isPresent() && admitted) {
      core.runtime()
          .apply(situation.rendering().result().get(), core.ledger().grant(self, replicas));
    } else {
      core.runtime().grant(core.ledger().grant(self, replicas));
    }
    core.runtime().pause(self, !situation.pauses().isEmpty());
  }

  @Override
  public DeleteControl cleanup(Integration declared, Context<Integration> context) {
    Ref self = Refs.of(declared);
    core.runtime().delete(self);
    renderings.forget(self);
    counts.forget(self);
    core.reports().ifPresent(it -> it.forget(self));
    return DeleteControl.defaultDelete();
  }
}
