package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.ResourceStatus;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Happening;
import dev.tenon.engine.assess.Situations;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.operator.estate.EstateFeed;
import dev.tenon.operator.report.Reports;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.operator.status.EventSender;
import dev.tenon.operator.status.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What all reconcilers share: the estate and who keeps it, the core's functions over it, the
 * runtime, and the ways to write.
 */
public record Core(
    Estate estate,
    EstateFeed feed,
    Renderer renderer,
    Review review,
    Ledger ledger,
    Situations situations,
    Runtime runtime,
    EventSender events,
    Optional<Reports> reports,
    InstantSource clock) {
  /** How often everything is looked at again, whatever happened; spread over a quarter of it. */
  private static final Duration RESYNC = Duration.ofHours(1);

  /** Dates change conditions within so long after the moment, so that not all do at midnight. */
  private static final Duration SPREAD = Duration.ofMinutes(5);

  private static final Duration NOT_READ_YET = Duration.ofMillis(100);

  /** Whether the whole estate has been read; before that what is missing may be there. */
  boolean ready() {
    return feed.complete();
  }

  /** Asks again when the estate may have been read. */
  <R extends TenonResource<?, ?>> UpdateControl<R> later() {
    UpdateControl<R> control = UpdateControl.noUpdate();
    return control.rescheduleAfter(NOT_READ_YET);
  }

  /** Writes a status and sends an event for each condition that changed. */
  <T extends ResourceStatus, R extends TenonResource<?, T>> UpdateControl<R> write(
      R current, T desired, Optional<Instant> boundary, Instant now) {
    UpdateControl<R> control = StatusWriter.write(current, desired);
    if (!control.isNoUpdate()) {
      Happening.between(
              current.status().map(ResourceStatus::conditions).orElse(java.util.List.of()),
              desired.conditions())
          .forEach(
              happening ->
                  events.send(
                      current, happening.warning(), happening.reason(), happening.message(), now));
    }
    return control.rescheduleAfter(wait(boundary, now));
  }

  /**
   * Until the next moment at which a date or a time means something, or the next look at
   * everything.
   */
  static Duration wait(Optional<Instant> boundary, Instant now) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Duration resync = RESYNC.minus(Duration.ofMillis(random.nextLong(RESYNC.toMillis() / 4)));
    return boundary
        .map(
            moment -> {
              Duration exact = Duration.between(now, moment);
              // what is soon is awaited by somebody; what is a date may take its time
              long late = exact.compareTo(SPREAD) > 0 ? random.nextLong(SPREAD.toMillis()) : 10;
              return exact.plusMillis(late);
            })
        .filter(until -> until.compareTo(resync) < 0)
        .orElse(resync);
  }
}
