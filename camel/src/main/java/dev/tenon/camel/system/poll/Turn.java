package dev.tenon.camel.system.poll;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.state.Leases;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.threads.SharedThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This replica's turn to do what only one may do: a lease, renewed while the work lasts. When it
 * cannot be renewed the work is asked to stop before another replica may begin.
 */
public final class Turn implements AutoCloseable {
  /** How long others wait after this process has died. */
  static final Duration LIFE = Duration.ofSeconds(30);

  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private final PlanRuntime runtime;
  private final Leases leases;
  private final String name;
  private final Stop work;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final Future<?> renewals;
  private volatile long held = System.nanoTime();
  private volatile boolean lost;
  private volatile boolean closed;

  private Turn(PlanRuntime runtime, String name, Stop work) {
    this.runtime = runtime;
    this.leases = runtime.requireState().leases();
    this.name = name;
    this.work = work;
    this.renewals =
        SharedThreads.timer()
            .scheduleAtFixedRate(
                () -> SharedThreads.workers().execute(this::renew),
                RENEWAL.toSeconds(),
                RENEWAL.toSeconds(),
                TimeUnit.SECONDS);
  }

  /**
   * Takes the turn; empty when another replica has it.
   *
   * @param work asked to stop when the turn is lost
   * @throws StateUnavailable if the state store does not answer
   */
  public static Optional<Turn> take(PlanRuntime runtime, String name, Stop work) {
    return acquire(runtime, name) ? Optional.of(new Turn(runtime, name, work)) : Optional.empty();
  }

  private static boolean acquire(PlanRuntime runtime, String name) {
    return runtime
        .requireState()
        .leases()
        .acquire(runtime.of(), name, runtime.replica(), LIFE, runtime.clock().instant());
  }

  /** Whether another replica may have begun the same. */
  public boolean lost() {
    return lost;
  }

  /** Renews it once; the timer does so again and again. */
  void renew() {
    if (closed || !renewing.compareAndSet(false, true)) {
      return;
    }
    try {
      if (!acquire(runtime, name)) {
        lose();
      } else if (closed) {
        // given back in the meantime, and just taken again
        leases.release(runtime.of(), name, runtime.replica());
      } else {
        held = System.nanoTime();
      }
    } catch (StateUnavailable e) {
      // another renewal fits in before the lease ends; after that it may be another's
      if (System.nanoTime() - held > LIFE.minus(RENEWAL).toNanos()) {
        lose();
      }
    } finally {
      renewing.set(false);
    }
  }

  private void lose() {
    lost = true;
    work.ask();
  }

  @Override
  public void close() {
    closed = true;
    renewals.cancel(false);
    try {
      leases.release(runtime.of(), name, runtime.replica());
    } catch (StateUnavailable e) {
      // it ends by itself
      lost = true;
    }
  }
}
