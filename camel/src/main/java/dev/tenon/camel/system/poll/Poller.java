package dev.tenon.camel.system.poll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.threads.SharedThreads;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the passes of one call when they are due: the first at once, the next by the schedule, a
 * failed one again soon. Of several replicas one makes each pass, and the others look at what it
 * did. At rest it is an entry in the timer that all share.
 */
public final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  /** However far away the next time is, it is looked at again then: clocks are set. */
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private final PlanRuntime runtime;
  private final String call;
  private final Schedule schedule;
  private final PollPass pass;
  private final PassRecord record;
  private final Duration retryInterval;
  private final String turn;

  private final Object lock = new Object();
  private boolean active;
  private Optional<Future<?>> next = Optional.empty();
  private Optional<Running> running = Optional.empty();
  private boolean resumed;
  private volatile boolean began;
  private volatile boolean rewound;
  private Optional<Instant> completed = Optional.empty();
  private Optional<String> failure = Optional.empty();

  Poller(PlanRuntime runtime, String call, Schedule schedule, PollPass pass, PassRecord record) {
    this.runtime = runtime;
    this.call = call;
    this.schedule = schedule;
    this.pass = pass;
    this.record = record;
    this.retryInterval = runtime.plan().resilience().hold().retryInterval();
    this.turn = turn(call);
  }

  static String turn(String call) {
    return "poll/" + call;
  }

  /** A pass under way. */
  private record Running(Stop stop, CountDownLatch ended) {}

  /** Begins to make passes, or goes on. */
  public void start() {
    synchronized (lock) {
      if (active) {
        return;
      }
      active = true;
      if (running.isPresent()) {
        // it was asked to end; the next one begins then
        resumed = true;
      } else {
        schedule(runtime.clock().instant());
      }
    }
  }

  /** Makes no further pass, and ends the one under way after the item that it is at. */
  public void stop() {
    Optional<Running> last;
    synchronized (lock) {
      active = false;
      next.ifPresent(future -> future.cancel(false));
      next = Optional.empty();
      last = running;
    }
    last.ifPresent(pass -> pass.stop().ask());
  }

  /**
   * Waits until no pass is under way.
   *
   * @return whether that was so in time
   */
  public boolean awaitEnd(Duration most) throws InterruptedException {
    Optional<Running> last;
    synchronized (lock) {
      last = running;
    }
    return last.isEmpty() || last.get().ended().await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The last complete pass, by whichever replica, and what is wrong since. */
  public RunnerReport.Pass report() {
    synchronized (lock) {
      return new RunnerReport.Pass(completed, failure);
    }
  }

  /**
   * Sets the checkpoint back, or anywhere, and makes a pass from there at once.
   *
   * @return false when a pass is under way that cannot be ended in time, here or in another replica
   * @throws StateUnavailable if the state store does not answer
   */
  public boolean rewind(JsonNode checkpoint, Duration most) throws InterruptedException {
    boolean was;
    synchronized (lock) {
      was = active;
    }
    stop();
    try {
      return awaitEnd(most) && write(checkpoint);
    } finally {
      if (was) {
        start();
      }
    }
  }

  private boolean write(JsonNode checkpoint) {
    try (Turn ours = Turn.take(runtime, turn, new Stop()).orElse(null)) {
      if (ours == null) {
        return false;
      }
      record.checkpoint(checkpoint);
      began = false;
      rewound = true;
      return true;
    }
  }

  private void schedule(Instant at) {
    Duration wait = Duration.between(runtime.clock().instant(), at);
    Duration bounded = wait.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : wait;
    boolean due = bounded.equals(wait);
    next.ifPresent(future -> future.cancel(false));
    next =
        Optional.of(
            SharedThreads.timer()
                .schedule(
                    () -> wake(due, at), Math.max(0, bounded.toNanos()), TimeUnit.NANOSECONDS));
  }

  private void wake(boolean due, Instant at) {
    synchronized (lock) {
      if (!active || running.isPresent()) {
        return;
      }
      if (!due) {
        schedule(at);
        return;
      }
      Running begun = new Running(new Stop(), new CountDownLatch(1));
      running = Optional.of(begun);
      SharedThreads.workers().execute(() -> run(begun));
    }
  }

  private void run(Running begun) {
    Instant again = runtime.clock().instant().plus(retryInterval);
    try {
      again = attempt(begun.stop());
    } finally {
      synchronized (lock) {
        running = Optional.empty();
        if (active) {
          schedule(resumed ? runtime.clock().instant() : again);
        }
        resumed = false;
      }
      begun.ended().countDown();
    }
  }

  /** Makes a pass if it is due and ours. Returns when to look again. */
  private Instant attempt(Stop stop) {
    Instant started = runtime.clock().instant();
    Instant regular = schedule.after(started);
    Instant soon = started.plus(retryInterval);
    Instant retry = soon.isBefore(regular) ? soon : regular;
    try (Turn ours = Turn.take(runtime, turn, stop).orElse(null)) {
      if (ours == null) {
        Instant over = started.plus(Turn.LIFE);
        return over.isBefore(regular) ? over : regular;
      }
      Optional<PassRecord.Complete> last = record.complete();
      last.ifPresent(pass -> learn(pass.completed()));
      Optional<Instant> due = last.map(pass -> schedule.after(pass.started()));
      boolean first = rewound || (!began && schedule.atOnce());
      if (!first && due.filter(at -> at.isAfter(started)).isPresent()) {
        // another replica made it, or this one before it was restarted
        return due.get();
      }
      pass.run(stop);
      began = true;
      rewound = false;
      Instant end = runtime.clock().instant();
      record.complete(new PassRecord.Complete(started, end));
      learn(end);
      return regular;
    } catch (SystemUnavailable e) {
      failed(stop, e.getMessage());
      return e.trouble() == Trouble.QuotaExhausted ? regular : retry;
    } catch (RequestRefused | PassFailed | StateUnavailable e) {
      failed(stop, e.getMessage());
      return retry;
    } catch (RuntimeException e) {
      LOG.warn("A pass of {} of {} failed", call, runtime.of(), e);
      failed(stop, "an unexpected failure, which the log shows");
      return retry;
    }
  }

  /** A pass was complete then; what failed before it is over. */
  private void learn(Instant end) {
    synchronized (lock) {
      if (completed.filter(known -> !known.isBefore(end)).isEmpty()) {
        completed = Optional.of(end);
        failure = Optional.empty();
      }
    }
  }

  private void failed(Stop stop, String why) {
    if (stop.asked()) {
      // by us, and no fault of anybody
      return;
    }
    synchronized (lock) {
      if (!failure.equals(Optional.of(why))) {
        LOG.info("A pass of {} of {} failed: {}", call, runtime.of(), why);
      }
      failure = Optional.of(why);
    }
  }
}
