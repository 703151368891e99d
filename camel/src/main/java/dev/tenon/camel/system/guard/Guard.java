package dev.tenon.camel.system.guard;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemHealths;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Guards all calls of one System by one integration: for each attempt a permit of every limit, a
 * slot, the circuit breaker's leave, and then one request; attempts in place with backoff; one of
 * two exceptions when it is of no use. There is one for each System in a context, wherever in the
 * routes it is called from.
 */
public final class Guard {
  /** No vendor's word is taken for longer: a mistaken header must not end an integration. */
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(24);

  private static final String PROBING =
      "one call is trying whether it works again (circuit breaker)";

  private final String system;
  private final Resilience resilience;
  private final Supplier<Duration> longestWait;
  private final SystemHealths healths;
  private final InstantSource clock;
  private final Quota quota;
  private final Slots slots = new Slots();
  private final Breaker breaker;
  private final Backoff backoff;
  private volatile Absence absence = new Absence(Instant.EPOCH, Trouble.Unavailable, "");

  /** The System asked to be left alone; all calls until then say what it answered when it did. */
  private record Absence(Instant until, Trouble trouble, String detail) {}

  /**
   * @param longestWait what no wait between attempts may exceed, besides {@code retry.maxBackoff}
   */
  public Guard(String system, PlanRuntime runtime, Supplier<Duration> longestWait) {
    this.system = system;
    this.resilience = runtime.plan().resilience();
    this.longestWait = longestWait;
    this.healths = runtime.healths();
    this.clock = runtime.clock();
    this.quota = new Quota(runtime.of(), system, runtime.grant(), runtime.state());
    this.breaker = new Breaker(system, resilience.circuitBreaker());
    this.backoff = new Backoff(resilience.retry(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Does something at the System.
   *
   * @param stop when asked, no further attempt is made
   * @throws SystemUnavailable if it may succeed later
   * @throws RequestRefused if it never will
   */
  public <T> T call(Attempt<T> attempt, Stop stop) throws SystemUnavailable, RequestRefused {
    Call<T> call = new Call<>(attempt, stop);
    try {
      T value = call.run();
      healths.fine(system);
      return value;
    } catch (RequestRefused e) {
      healths.fine(system);
      throw e;
    } catch (SystemUnavailable e) {
      if (!call.stopped && !Thread.currentThread().isInterrupted()) {
        troubled(e);
      }
      throw e;
    }
  }

  /**
   * Lets in what another component does by itself, such as its poll of a folder: permits, a slot
   * and the breaker's leave, once. {@link Leave#end} must follow.
   *
   * @throws SystemUnavailable if it must not be done now
   */
  public Leave enter() throws SystemUnavailable {
    try {
      return leave(0, "", resilience.timeout());
    } catch (SystemUnavailable e) {
      troubled(e);
      throw e;
    }
  }

  private void troubled(SystemUnavailable e) {
    if (e.detail().equals(PROBING)) {
      return; // the probe will tell
    }
    healths.troubled(system, e.trouble(), e.detail(), clock.instant());
  }

  private Leave leave(int made, String last, Duration wait) throws SystemUnavailable {
    Instant now = clock.instant();
    Quota.Answer answer = quota.take(now);
    if (!(answer instanceof Quota.Ticket ticket)) {
      Quota.Refusal why = (Quota.Refusal) answer;
      throw unavailable(
          why.trouble(), made, why.detail(), why.nextAt().map(at -> Duration.between(now, at)));
    }
    boolean taken = false;
    try {
      takeSlot(made, wait);
      if (!breaker.allows()) {
        boolean probing = breaker.probing();
        slots.release();
        throw unavailable(
            Trouble.Unavailable,
            made,
            probing
                ? PROBING
                : last.isEmpty() ? "too many calls of it failed (circuit breaker)" : last,
            Optional.of(breaker.patience()));
      }
      taken = true;
      return new Leave();
    } finally {
      if (!taken) {
        quota.giveBack(ticket, clock.instant());
      }
    }
  }

  private void takeSlot(int made, Duration wait) throws SystemUnavailable {
    int size = quota.slots();
    if (size == 0) {
      throw unavailable(
          Trouble.QuotaExhausted, made, "no share of its concurrency is granted", Optional.empty());
    }
    slots.resize(size);
    try {
      if (!slots.acquire(wait)) {
        throw unavailable(
            Trouble.Unavailable,
            made,
            "all " + size + " calls at a time are under way, and none ended in time",
            Optional.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(Trouble.Unavailable, made, "this runner stops", Optional.empty());
    }
  }

  private SystemUnavailable unavailable(
      Trouble trouble, int made, String detail, Optional<Duration> retryAfter) {
    return new SystemUnavailable(system, trouble, made, detail, retryAfter, null);
  }

  /** Remembers for all calls that the System asked to be left alone. */
  private synchronized Duration away(Duration asked, Trouble trouble, String detail) {
    Duration time = asked.compareTo(LONGEST_ABSENCE) > 0 ? LONGEST_ABSENCE : asked;
    Instant until = clock.instant().plus(time);
    if (until.isAfter(absence.until())) {
      absence = new Absence(until, trouble, detail);
    }
    return time;
  }

  /** One request's leave: it has been paid for, holds a slot, and the breaker waits for its end. */
  public final class Leave implements Attempt.Slot {
    private final long began = System.nanoTime();
    private boolean kept;
    private boolean learnt;

    private Leave() {}

    @Override
    public Runnable keep() {
      kept = true;
      return slots::release;
    }

    /** It ended, and said this of the System. */
    public void end(Outcome.Signal signal) {
      if (learnt) {
        return;
      }
      learnt = true;
      breaker.learn(signal, Duration.ofNanos(System.nanoTime() - began));
      if (!kept) {
        slots.release();
      }
    }
  }

  /** One call: its attempts. */
  private final class Call<T> {
    private final Attempt<T> attempt;
    private final Stop stop;
    private int made;
    private int failed;
    private boolean renewed;
    private boolean stopped;
    private String last = "";

    Call(Attempt<T> attempt, Stop stop) {
      this.attempt = attempt;
      this.stop = stop;
    }

    T run() throws SystemUnavailable, RequestRefused {
      while (true) {
        leaveAlone();
        Optional<Outcome<T>> unprepared = attempt.prepare();
        Outcome<T> outcome = unprepared.isPresent() ? unprepared.get() : request();
        if (outcome instanceof Outcome.Done<T> done) {
          return done.value();
        }
        if (outcome instanceof Outcome.Never<T> never) {
          throw new RequestRefused(system, never.status(), made, never.detail(), null);
        }
        if (outcome instanceof Outcome.Later<T> later) {
          Optional<Duration> asked =
              later.retryAfter().map(time -> away(time, later.trouble(), later.detail()));
          throw unavailable(later.trouble(), made, later.detail(), asked);
        }
        if (outcome instanceof Outcome.Unauthorized<T> unauthorized) {
          renew(unauthorized);
        } else if (outcome instanceof Outcome.Soon<T> soon) {
          waitFor(soon);
        }
      }
    }

    private Outcome<T> request() throws SystemUnavailable {
      Leave leave = leave(made, last, resilience.timeout());
      Outcome.Signal signal = Outcome.Signal.Neither;
      try {
        made++;
        Outcome<T> outcome = attempt.make(leave);
        signal = outcome.signal();
        return outcome;
      } finally {
        leave.end(signal);
      }
    }

    /** Waits until the System may be asked, if that is soon. */
    private void leaveAlone() throws SystemUnavailable {
      Absence now = absence;
      Duration left = Duration.between(clock.instant(), now.until());
      if (left.isNegative() || left.isZero()) {
        return;
      }
      if (left.compareTo(limit()) > 0) {
        throw unavailable(now.trouble(), made, now.detail(), Optional.of(left));
      }
      pause(left, now.detail(), Optional.of(left));
    }

    private void renew(Outcome.Unauthorized<T> unauthorized) throws SystemUnavailable {
      if (renewed || !attempt.renew()) {
        throw unavailable(
            Trouble.CredentialsRefused, made, unauthorized.detail(), Optional.empty());
      }
      renewed = true;
    }

    private void waitFor(Outcome.Soon<T> soon) throws SystemUnavailable {
      failed++;
      last = soon.detail();
      Optional<Duration> asked =
          soon.retryAfter().map(time -> away(time, Trouble.Unavailable, soon.detail()));
      Duration limit = limit();
      if (failed >= resilience.retry().maxAttempts()
          || asked.filter(time -> time.compareTo(limit) > 0).isPresent()) {
        throw unavailable(Trouble.Unavailable, made, soon.detail(), asked);
      }
      Duration wait = asked.map(backoff::atLeast).orElseGet(() -> backoff.after(failed));
      pause(wait.compareTo(limit) > 0 ? asked.orElse(limit) : wait, soon.detail(), asked);
    }

    private void pause(Duration wait, String detail, Optional<Duration> retryAfter)
        throws SystemUnavailable {
      try {
        stopped = stop.await(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stopped = true;
      }
      if (stopped) {
        throw unavailable(
            Trouble.Unavailable,
            made,
            detail + "; not tried again, because this runner stops",
            retryAfter);
      }
    }

    private Duration limit() {
      Duration most = longestWait.get();
      Duration backoffs = resilience.retry().maxBackoff();
      return most.compareTo(backoffs) < 0 ? most : backoffs;
    }
  }
}
