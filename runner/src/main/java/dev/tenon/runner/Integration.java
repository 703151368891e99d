package dev.tenon.runner;

import dev.tenon.camel.SystemHealths;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport.Phase;
import dev.tenon.runner.context.PlanContext;
import dev.tenon.runner.context.StartRefused;
import dev.tenon.runner.http.Mount;
import dev.tenon.runner.unit.FailureLog;
import dev.tenon.runner.unit.Latencies;
import dev.tenon.runner.unit.Meters;
import dev.tenon.runner.unit.Units;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One integration in this process: the revision that runs, if any, and what outlives revisions. Its
 * changes happen one after the other; those of other integrations do not wait for them.
 */
final class Integration {
  /** Consumers that two revisions cannot have at the same time: nobody knows what they hold. */
  private static final Set<Consumer.Kind> EXCLUSIVE = EnumSet.of(Consumer.Kind.Other);

  private static final Duration SCRAPE = Duration.ofSeconds(1);

  private final Ref of;
  private final Launcher launcher;
  private final Mount mount;
  private final Units units;
  private final FailureLog log;
  private final Meters meters;
  private final ReentrantLock changing = new ReentrantLock();

  private volatile Supplier<Grant> grant;
  private volatile Optional<PlanContext> running = Optional.empty();
  private volatile Status status;
  private volatile boolean paused;
  private volatile SystemHealths healths = new SystemHealths();

  /**
   * What is said of it.
   *
   * @param revision that runs or was tried last
   * @param cause why the revision that was tried last does not run
   */
  record Status(Revision revision, Phase phase, Optional<String> cause) {}

  Integration(Ref of, Launcher launcher, Mount mount, RunnerSettings settings, Counted counted) {
    this.of = of;
    this.launcher = launcher;
    this.mount = mount;
    this.units = new Units(of, settings.state());
    this.log = new FailureLog(of);
    this.meters =
        new Meters(
            settings.metrics(),
            of,
            () -> counted.of(of, SCRAPE).orElseGet(units::here),
            () -> running.isPresent(),
            () -> healths.troubled(settings.clock().instant()).size(),
            mount::inWork);
    this.grant = () -> Grant.unlimited(of);
    this.status = new Status(Revision.NONE, Phase.Stopped, Optional.empty());
  }

  /** Makes contexts of plans. */
  interface Launcher {
    PlanContext launch(Plan plan, Integration integration, Set<Consumer.Kind> held)
        throws StartRefused;

    /** Stops a context that no longer serves, without waiting for it. */
    void retire(PlanContext context);
  }

  Ref of() {
    return of;
  }

  Units units() {
    return units;
  }

  FailureLog log() {
    return log;
  }

  Latencies latencies() {
    return meters.latencies();
  }

  SystemHealths healths() {
    return healths;
  }

  Optional<PlanContext> running() {
    return running;
  }

  Status status() {
    return status;
  }

  boolean paused() {
    return paused;
  }

  /** The grant as it is now. */
  Grant grant() {
    return grant.get();
  }

  void grant(Supplier<Grant> next) {
    grant = next;
  }

  /** Starts a plan, in the place of the revision that runs if there is one. */
  Outcome start(Plan plan) {
    changing.lock();
    try {
      Optional<PlanContext> old = running;
      if (old.isPresent() && old.get().plan().revision().equals(plan.revision())) {
        say(plan.revision(), paused ? Phase.Paused : Phase.Running, Optional.empty());
        return Outcome.serving(plan.revision());
      }
      if (old.isEmpty()) {
        say(plan.revision(), Phase.Starting, Optional.empty());
      }
      try {
        PlanContext next = launcher.launch(plan, this, held(old.isPresent()));
        if (old.isPresent()) {
          takeOver(old.get(), next);
        } else {
          running = Optional.of(next);
          if (!paused) {
            mount.open(next.http());
          }
        }
        healths = next.runtime().healths();
        say(plan.revision(), paused ? Phase.Paused : Phase.Running, Optional.empty());
        return Outcome.serving(plan.revision());
      } catch (StartRefused e) {
        return refused(plan.revision(), e.getMessage());
      }
    } finally {
      changing.unlock();
    }
  }

  private Set<Consumer.Kind> held(boolean replacing) {
    return paused
        ? PlanContext.fetching()
        : replacing ? EXCLUSIVE : EnumSet.noneOf(Consumer.Kind.class);
  }

  private Outcome refused(Revision revision, String cause) {
    if (running.isPresent()) {
      Revision serving = running.get().plan().revision();
      String both =
          "revision "
              + revision
              + " was not started: "
              + cause
              + ". Revision "
              + serving
              + " keeps running";
      say(serving, paused ? Phase.Paused : Phase.Running, Optional.of(both));
      return new Outcome(Optional.of(serving), Optional.of(both));
    }
    say(revision, Phase.Failed, Optional.of(cause));
    return new Outcome(Optional.empty(), Optional.of(cause));
  }

  /** The next revision is up; from here on it serves, and the old one ends by itself. */
  private void takeOver(PlanContext old, PlanContext next) throws StartRefused {
    if (!paused) {
      try {
        old.release(EXCLUSIVE);
        next.take(EXCLUSIVE);
      } catch (StartRefused e) {
        next.stop();
        old.take(EXCLUSIVE);
        throw e;
      }
      mount.open(next.http());
    }
    running = Optional.of(next);
    launcher.retire(old);
  }

  /** Stops intake. What is stored goes on being delivered. */
  void pause() {
    changing.lock();
    try {
      paused = true;
      mount.pause();
      if (running.isPresent()) {
        running.get().release(PlanContext.fetching());
        say(status.revision(), Phase.Paused, status.cause());
      }
    } catch (StartRefused e) {
      say(status.revision(), Phase.Paused, Optional.of(e.getMessage()));
    } finally {
      changing.unlock();
    }
  }

  /** Takes in again. */
  void resume() {
    changing.lock();
    try {
      paused = false;
      if (running.isPresent()) {
        mount.open(running.get().http());
        running.get().take(PlanContext.fetching());
        say(status.revision(), Phase.Running, status.cause());
      } else {
        mount.close();
      }
    } catch (StartRefused e) {
      say(status.revision(), Phase.Failed, Optional.of(e.getMessage()));
    } finally {
      changing.unlock();
    }
  }

  /** Answers requests with 503 from now on. */
  void closeIntake() {
    mount.close();
    running.ifPresent(context -> context.http().closeIntake());
  }

  /** Stops, and returns when it has. */
  void stop() {
    changing.lock();
    try {
      closeIntake();
      running.ifPresent(PlanContext::stop);
      running = Optional.empty();
      say(status.revision(), Phase.Stopped, Optional.empty());
    } finally {
      changing.unlock();
    }
  }

  /** It is not measured any more. */
  void close() {
    meters.close();
  }

  private void say(Revision revision, Phase phase, Optional<String> cause) {
    status = new Status(revision, phase, cause);
    units.touch();
  }
}
