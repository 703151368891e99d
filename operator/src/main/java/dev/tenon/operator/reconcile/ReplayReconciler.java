package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.ReplaySpec;
import dev.tenon.api.v1alpha1.ReplayStatus;
import dev.tenon.engine.assess.kinds.ReplayAssessment;
import dev.tenon.engine.assess.kinds.ReplayAssessment.Course;
import dev.tenon.engine.estate.Refs;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.plan.Ref;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Carries out a Replay, a portion at a time: each portion is what its rate allows since the one
 * before. Only what was dead when it began is replayed, so that what dies again does not go round.
 * A portion that was given back and not yet counted when the operator ended is missing in the
 * count, and is not given back twice.
 */
@ControllerConfiguration(name = "replay")
public final class ReplayReconciler implements Reconciler<Replay> {
  private final Core core;

  /** A reconciler with that core. */
  public ReplayReconciler(Core core) {
    this.core = core;
  }

  @Override
  public List<EventSource<?, Replay>> prepareEventSources(EventSourceContext<Replay> context) {
    return List.of(core.feed().source(Refs.REPLAY, context.getPrimaryCache()));
  }

  @Override
  public UpdateControl<Replay> reconcile(Replay replay, Context<Replay> context) {
    if (!core.ready()) {
      return core.later();
    }
    Instant now = core.clock().instant();
    Course course = replay.status().map(ReplayAssessment::course).orElse(Course.NONE);
    if (course.over()) {
      return UpdateControl.noUpdate();
    }
    Ref integration =
        Ref.integration(replay.getMetadata().getNamespace(), replay.spec().integration());
    Course next =
        core.estate().has(integration)
            ? step(replay.spec(), integration, course.begun(now), now)
            : course
                .begun(now)
                .waiting("there is no " + integration + "; apply it, or delete this Replay");
    ReplayStatus status = ReplayAssessment.of(replay, next, core.estate(), now);
    UpdateControl<Replay> control = core.write(replay, status, Optional.empty(), now);
    return next.over() ? control : control.rescheduleAfter(interval(replay.spec()));
  }

  private Course step(ReplaySpec spec, Ref integration, Course course, Instant now) {
    Replays replays = core.runtime().replays();
    try {
      return spec.from()
          .checkpoint()
          .map(checkpoint -> fromCheckpoint(spec, integration, course, checkpoint, now))
          .orElseGet(() -> deadLetters(replays, spec, integration, course, now));
    } catch (PatternSyntaxException e) {
      return course.failed(
          "spec.from.deadLetters.errorMatching is no regular expression: " + e.getDescription(),
          now);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return course.waiting(e.getMessage());
    }
  }

  private Course fromCheckpoint(
      ReplaySpec spec, Ref integration, Course course, String checkpoint, Instant now) {
    if (spec.dryRun()) {
      return course.complete("A dry run: the source would be read again from " + checkpoint, now);
    }
    return core.runtime()
        .replays()
        .readAgain(integration, checkpoint)
        .map(course::waiting)
        .orElseGet(() -> course.complete("The source is being read again from " + checkpoint, now));
  }

  private static Course deadLetters(
      Replays replays, ReplaySpec spec, Ref integration, Course course, Instant now) {
    Replays.Selection selection = selection(spec, course.start());
    long left = replays.count(integration, selection);
    Course counted = course.counting(Math.max(course.matched(), course.replayed() + left));
    if (spec.dryRun()) {
      return counted.complete("A dry run: nothing was replayed", now);
    }
    long most = Math.min(spec.maxMessages() - counted.replayed(), portion(spec));
    int done = left == 0 || most <= 0 ? 0 : replays.replay(integration, selection, (int) most);
    Course after = counted.replaying(done);
    boolean finished = done == 0 || after.replayed() >= spec.maxMessages();
    return finished
        ? after.complete(after.replayed() + " messages were given to the integration again", now)
        : after;
  }

  /** How many a portion holds: what the rate allows in a second, and at least one. */
  private static long portion(ReplaySpec spec) {
    return Math.max(1, spec.rate().count() * 1000 / spec.rate().per().toMillis());
  }

  /** How long a portion takes at the rate. */
  private static Duration interval(ReplaySpec spec) {
    return spec.rate().per().multipliedBy(portion(spec)).dividedBy(spec.rate().count());
  }

  private static Replays.Selection selection(ReplaySpec spec, Instant start) {
    ReplaySpec.DeadLetters from = spec.from().deadLetters().orElseThrow();
    // the start is kept in whole seconds: what died in that very second was dead, too
    Instant begun = start.plusSeconds(1);
    Instant until = from.untilTime().filter(time -> time.isBefore(begun)).orElse(begun);
    return new Replays.Selection(
        from.sinceTime(),
        Optional.of(until),
        from.errorMatching().map(Pattern::compile),
        from.ids());
  }
}
