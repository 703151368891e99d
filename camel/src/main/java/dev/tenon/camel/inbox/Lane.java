package dev.tenon.camel.inbox;

import dev.tenon.camel.DeliveryListener;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.camel.state.Outcome;
import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Durations;
import dev.tenon.plan.Resilience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The delivery of one inbox in this process, whether in order or in parallel. While its System is
 * away it reads and writes nothing but one probe, and what has waited too long.
 */
abstract class Lane {
  /** How long dead letters are kept. */
  static final Duration DEAD_LETTERS = Duration.ofDays(30);

  /** After the store did not answer. */
  private static final Duration STORE_RETRY = Duration.ofSeconds(1);

  private final Setting setting;
  private final Outage outage;
  private Deliveries deliveries;
  private boolean open;
  private Runnable cancelWake = () -> {};
  private Instant wake = Instant.MAX;
  private Optional<Instant> oldest = Optional.empty();

  /**
   * What a lane delivers, and how.
   *
   * @param keep how long the key of a delivered message is remembered
   */
  record Setting(
      Inbox inbox,
      StateStore store,
      InstantSource clock,
      Resilience.Hold hold,
      int concurrency,
      Duration keep,
      DeliveryListener listener,
      Attempts attempts) {}

  /** Runs messages through the route. */
  interface Attempts {
    /**
     * Tries a message.
     *
     * @return whether it has ended already
     */
    boolean attempt(Stored message, Ended ended);
  }

  /** Takes the verdict on an attempt, exactly once. */
  interface Ended {
    /**
     * It has ended.
     *
     * @param here on the thread that began it, which goes on when this returns
     */
    void with(Verdict verdict, boolean here);
  }

  Lane(Setting setting, boolean ordered) {
    this.setting = setting;
    this.outage = new Outage(setting.hold().retryInterval(), ordered);
  }

  final Inbox inbox() {
    return setting.inbox();
  }

  final StateStore store() {
    return setting.store();
  }

  final InstantSource clock() {
    return setting.clock();
  }

  final Setting setting() {
    return setting;
  }

  final Deliveries deliveries() {
    return deliveries;
  }

  /** Guarded by this. */
  final Outage outage() {
    return outage;
  }

  /** Guarded by this. */
  final boolean isOpen() {
    return open;
  }

  final synchronized boolean isAway() {
    return outage.away().isPresent();
  }

  /** What it knows of its System, for reports. */
  final synchronized Optional<Outage.Away> away() {
    return outage.away();
  }

  /** Since when the longest waiting message waits for the System, as of the last probe. */
  final synchronized Optional<Instant> oldest() {
    return outage.away().isPresent() ? oldest : Optional.empty();
  }

  void begin(Deliveries in) {
    synchronized (this) {
      deliveries = in;
      open = true;
    }
  }

  /** Starts nothing more; what is in work may end. */
  void end() {
    synchronized (this) {
      open = false;
      cancelWake.run();
    }
  }

  /** A place in memory for a message that is about to be stored; false: anybody may claim it. */
  abstract boolean reserve(int bytes);

  /** The message was stored for this process. */
  abstract void take(Stored message);

  /** It was not stored. */
  abstract void unreserve(int bytes);

  /** Something may be there to claim. */
  abstract void nudge();

  /** Nothing was there at the start. */
  abstract void nothingDue();

  /** Starts what can be started. */
  abstract void pump();

  /** Prolongs what would lapse while it is in memory. */
  abstract void keepClaims();

  /** Tries one message, to see whether the System is back. */
  abstract void probe();

  /** Goes on after an outage. */
  abstract void flow();

  /**
   * What is known after an attempt.
   *
   * @param away whether the System is away
   * @param back whether it was away and is not any more
   * @param written completes when the attempt's end is committed
   */
  record Conclusion(boolean away, boolean back, CompletionStage<Void> written) {}

  /** Writes an attempt's end and draws the conclusion about the System. */
  final Conclusion conclude(Stored message, Verdict verdict, Instant started) {
    Instant now = clock().instant();
    boolean before;
    boolean after;
    Outcome outcome;
    synchronized (this) {
      before = outage.away().isPresent();
      outcome = outcome(message, verdict, started, now);
      after = outage.away().isPresent();
    }
    CompletionStage<Void> written = store().messages().finish(outcome);
    if (verdict instanceof Verdict.Delivered) {
      setting.listener().delivered(inbox(), Duration.between(message.acceptedAt(), now));
    }
    return new Conclusion(after, before && !after, written);
  }

  private Outcome outcome(Stored message, Verdict verdict, Instant started, Instant now) {
    if (verdict instanceof Verdict.Unavailable away) {
      return held(message, away.failure(), started, now);
    }
    if (verdict instanceof Verdict.Later later) {
      return new Outcome.Held(message, now, later.reason(), now.plus(STORE_RETRY), false);
    }
    if (verdict instanceof Verdict.Dead dead) {
      if (dead.answered()) {
        outage.answered(now);
      }
      return new Outcome.Dead(message, now, dead.reason(), now.plus(DEAD_LETTERS));
    }
    if (verdict instanceof Verdict.Filtered) {
      return new Outcome.Filtered(message, now.plus(setting.keep()));
    }
    outage.answered(now);
    return new Outcome.Delivered(message, now.plus(setting.keep()));
  }

  private Outcome held(Stored message, SystemUnavailable failure, Instant started, Instant now) {
    boolean first = outage.away().isEmpty();
    Instant retryAt = outage.failed(failure, started, message.lastTried(), now);
    if (first && outage.away().isPresent()) {
      message.heldAt().ifPresent(outage::since);
      oldest = Optional.empty();
    }
    boolean counts = new Outage.Away(failure.system(), failure.trouble(), "", now, now).counts();
    Instant since = message.heldAt().orElse(now);
    if (counts && !since.plus(setting.hold().maxAge()).isAfter(now)) {
      return new Outcome.Dead(
          message, now, tooLong(failure.system(), failure.detail()), now.plus(DEAD_LETTERS));
    }
    return new Outcome.Held(message, now, bounded(failure.getMessage()), retryAt, counts);
  }

  private String tooLong(String system, String detail) {
    return bounded(
        system
            + " was unavailable for "
            + Durations.format(setting.hold().maxAge())
            + ", which is how long messages are held: "
            + detail);
  }

  private static String bounded(String reason) {
    return reason.length() <= 1024 ? reason : reason.substring(0, 1023) + "…";
  }

  /** Wakes up when there is something to do by the clock, or earlier. */
  final synchronized void wakeAt(Instant when) {
    if (open && wake.isAfter(when)) {
      cancelWake.run();
      wake = when;
      cancelWake = deliveries.at(when, this::tick);
    }
  }

  /** When an outage has begun or goes on: the next thing that the clock brings. */
  final void awaitProbe() {
    Optional<Outage.Away> away = away();
    if (away.isEmpty()) {
      return;
    }
    Instant next = away.get().probeAt();
    Optional<Instant> tooOld = oldest().map(since -> since.plus(setting.hold().maxAge()));
    boolean first = tooOld.filter(at -> at.isBefore(next)).isPresent();
    wakeAt(away.get().counts() && first ? tooOld.get() : next);
  }

  private void tick() {
    synchronized (this) {
      wake = Instant.MAX;
    }
    Optional<Outage.Away> away = away();
    if (away.isEmpty()) {
      flow();
      return;
    }
    try {
      if (away.get().counts()) {
        expire(away.get());
      }
      if (away.get().probeAt().isAfter(clock().instant())) {
        awaitProbe();
      } else {
        probe();
      }
    } catch (StateUnavailable e) {
      wakeAt(clock().instant().plus(STORE_RETRY));
    }
  }

  private void expire(Outage.Away away) {
    Instant now = clock().instant();
    Duration maxAge = setting.hold().maxAge();
    // a restart in the outage does not begin it anew: the rows know
    store()
        .messages()
        .heldSince(inbox())
        .ifPresent(
            since -> {
              synchronized (this) {
                outage.since(since);
              }
            });
    Instant began = away().map(Outage.Away::since).orElse(away.since());
    Optional<Instant> since = store().messages().waitingSince(inbox(), began);
    if (since.isPresent() && !since.get().plus(maxAge).isAfter(now)) {
      store()
          .messages()
          .expire(
              inbox(),
              began,
              now.minus(maxAge),
              tooLong(away.system(), away.detail()),
              now,
              now.plus(DEAD_LETTERS));
      since = store().messages().waitingSince(inbox(), began);
    }
    synchronized (this) {
      oldest = since;
    }
  }
}
