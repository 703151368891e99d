package dev.tenon.camel.inbox;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an inbox knows of the System that it delivers to: that it answers, or that it is away and
 * when it is asked again. One message that always finds it away must not stop the others: a failure
 * counts for the System only if nothing was delivered since that message was last tried, unless the
 * System said itself that it wants to be left alone. Not safe for threads; the lane guards it.
 */
final class Outage {
  /**
   * The System cannot be used.
   *
   * @param since when it was first found so
   * @param probeAt when one message is tried
   */
  record Away(String system, Trouble trouble, String detail, Instant since, Instant probeAt) {
    /** Whether messages grow too old meanwhile. A quota comes back for certain. */
    boolean counts() {
      return trouble != Trouble.QuotaExhausted;
    }

    private Away probedAt(Instant at) {
      return new Away(system, trouble, detail, since, at);
    }
  }

  private final Duration retryInterval;
  private final boolean always;
  private Optional<Away> away = Optional.empty();
  private Instant answered = Instant.MIN;

  /**
   * A System that answers, as far as is known.
   *
   * @param always whether every failure counts for the System: where order is kept, nothing may
   *     pass the message that failed
   */
  Outage(Duration retryInterval, boolean always) {
    this.retryInterval = retryInterval;
    this.always = always;
  }

  Optional<Away> away() {
    return away;
  }

  /** The System has answered, with whatever. */
  void answered(Instant now) {
    answered = now;
    away = Optional.empty();
  }

  /**
   * A message found the System away.
   *
   * @param started when this attempt began
   * @param lastTried when the message failed before
   * @return when this message is tried again
   */
  Instant failed(
      SystemUnavailable failure, Instant started, Optional<Instant> lastTried, Instant now) {
    Instant retryAt = now.plus(failure.retryAfter().orElse(retryInterval));
    boolean itself =
        always || failure.trouble() != Trouble.Unavailable || failure.retryAfter().isPresent();
    if (itself || !answered.isAfter(lastTried.orElse(started))) {
      Instant since = away.map(Away::since).orElse(now);
      // those that were under way when the first one failed do not put off the probe
      Optional<Instant> planned = away.map(Away::probeAt).filter(at -> at.isAfter(now));
      Instant probeAt =
          planned
              .filter(at -> failure.retryAfter().isEmpty() || at.isAfter(retryAt))
              .orElse(retryAt);
      away =
          Optional.of(
              new Away(failure.system(), failure.trouble(), failure.detail(), since, probeAt));
    }
    return retryAt;
  }

  /** The outage is known to last since longer: from before a restart. */
  void since(Instant earlier) {
    away =
        away.map(
            now ->
                earlier.isBefore(now.since())
                    ? new Away(now.system(), now.trouble(), now.detail(), earlier, now.probeAt())
                    : now);
  }

  /** The probe said nothing about the System, or there was nothing to try: ask again then. */
  void probeAt(Instant at) {
    away = away.map(now -> now.probedAt(at));
  }

  /** Nothing waits, so there is nothing to find out. */
  void nothingWaits() {
    away = Optional.empty();
  }
}
