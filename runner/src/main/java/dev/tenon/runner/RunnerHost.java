package dev.tenon.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Json;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.runner.context.PlanContext;
import dev.tenon.runner.http.Front;
import dev.tenon.runner.http.Workers;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs plans, any number in one process: one CamelContext for each, one HTTP port, one state store,
 * a few shared threads. Calls for different integrations may come at the same time from any thread;
 * those for one integration wait for each other. Nothing of a plan that fails reaches another.
 */
public final class RunnerHost implements AutoCloseable {
  private static final long TICK_MILLIS = 100;
  private static final Duration DEAD_LETTERS = Duration.ofDays(30);
  private static final Duration ALIVE = Duration.ofSeconds(30);

  private final RunnerSettings settings;
  private final Vertx vertx;
  private final Workers workers;
  private final ScheduledThreadPoolExecutor clockwork;
  private final ScheduledThreadPoolExecutor reporting;
  private final Launchpad launchpad;
  private final Front front;
  private final Counted counted;
  private final Reports reports;
  private final Map<Ref, Integration> integrations = new ConcurrentHashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long beat = System.nanoTime();

  private RunnerHost(RunnerSettings settings) {
    this.settings = settings;
    this.workers = new Workers("tenon-work", settings.maxThreads());
    this.clockwork = clock("tenon-clockwork");
    this.reporting = clock("tenon-reports");
    this.launchpad = new Launchpad(settings, clockwork, workers);
    this.counted = new Counted(settings.state());
    this.reports = new Reports(counted, settings.reportEvery(), settings.clock());
    this.vertx = vertx();
    try {
      this.front =
          Front.open(vertx, workers, settings.maxInWork(), settings.host(), settings.port());
    } catch (RuntimeException e) {
      closeThreads();
      throw e;
    }
    // through both, so that it stands still when either does
    clockwork.scheduleAtFixedRate(
        () -> vertx.runOnContext(any -> beat = System.nanoTime()), 1, 1, TimeUnit.SECONDS);
    reporting.scheduleWithFixedDelay(
        () -> reports.round(integrations.values()),
        TICK_MILLIS,
        TICK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  /**
   * Opens the HTTP port, and is ready for plans.
   *
   * @throws IllegalStateException if the port is taken
   */
  public static RunnerHost open(RunnerSettings settings) {
    return new RunnerHost(settings);
  }

  private static ScheduledThreadPoolExecutor clock(String name) {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return clock;
  }

  private static Vertx vertx() {
    VertxOptions options = new VertxOptions();
    options.setWorkerPoolSize(1);
    options.setInternalBlockingPoolSize(1);
    options.setEventLoopPoolSize(Math.max(1, Runtime.getRuntime().availableProcessors()));
    // nothing is served from files
    options.setFileSystemOptions(
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    return Vertx.vertx(options);
  }

  /** The port that routes listen on. */
  public int port() {
    return front.port();
  }

  /**
   * Starts a plan, or puts it in the place of the revision that runs. The new revision serves
   * before the old one ends; one that does not come up replaces nothing. The revision that runs
   * already is left alone.
   *
   * @param grant asked at each call
   */
  public Outcome start(Plan plan, Supplier<Grant> grant) {
    Integration integration = integrations.computeIfAbsent(plan.of(), this::integration);
    integration.grant(grant);
    return integration.start(plan);
  }

  /** Starts a plan with a grant that {@link #update} may change. */
  public Outcome start(Plan plan, Grant grant) {
    return start(plan, () -> grant);
  }

  /**
   * Puts a plan in the place of the revision that runs, under the grant as it is.
   *
   * @throws IllegalArgumentException if the integration was never started
   */
  public Outcome replace(Plan plan) {
    return known(plan.of()).start(plan);
  }

  /**
   * Changes what an integration may use, from its next call on.
   *
   * @throws IllegalArgumentException if it was never started
   */
  public void update(Grant grant) {
    known(grant.of()).grant(() -> grant);
  }

  /**
   * Stops intake: polls, schedules, requests. Stored messages go on being delivered. Lasts until
   * {@link #resume}, whatever revision runs. Returns when what was begun has ended, or the grace is
   * over.
   *
   * @throws IllegalArgumentException if it was never started
   */
  public void pause(Ref of) {
    known(of).pause();
  }

  /** As {@link #pause}, for an integration that may not have been started yet. */
  public void hold(Ref of) {
    integrations.computeIfAbsent(of, this::integration).pause();
  }

  /**
   * Takes in again after {@link #pause}.
   *
   * @throws IllegalArgumentException if it was never started
   */
  public void resume(Ref of) {
    known(of).resume();
  }

  /**
   * Stops an integration, and returns when it has: no more is taken in, what runs may finish within
   * the grace, what is stored stays stored. Its requests are answered 503. Nothing happens when it
   * is unknown.
   */
  public void stop(Ref of) {
    Optional.ofNullable(integrations.get(of)).ifPresent(Integration::stop);
  }

  /**
   * Stops an integration and forgets it: its paths are unknown from then on. What is stored stays
   * stored, and is delivered when it is started again.
   */
  public void remove(Ref of) {
    Optional.ofNullable(integrations.remove(of))
        .ifPresent(
            integration -> {
              integration.stop();
              integration.close();
              front.unmount(of);
              reports.forget(of);
            });
  }

  /**
   * Gives up what still waits in the inboxes of an integration that was deleted: it becomes dead
   * letters, which are kept for 30 days. To be called after {@link #remove}.
   *
   * @return how many messages
   * @throws StateUnavailable if the state store does not answer; it can be called again
   */
  public int abandon(Ref of) {
    Instant now = settings.clock().instant();
    return settings
        .state()
        .map(
            store ->
                store
                    .messages()
                    .buryAll(of, "the integration was deleted", now, now.plus(DEAD_LETTERS)))
        .orElse(0);
  }

  /** What is so of an integration now; empty when it was never started. */
  public Optional<RunnerReport> report(Ref of) {
    return Optional.ofNullable(integrations.get(of)).map(reports::of);
  }

  /** Everything that was started and not removed. */
  public List<Ref> integrations() {
    return integrations.keySet().stream().sorted().toList();
  }

  /**
   * Tells of changes from now on: at most once in {@link RunnerSettings#reportEvery} for each
   * integration, a change of phase at once. Called on a thread of the host, which must not be kept
   * waiting.
   */
  public void onReport(Consumer<RunnerReport> listener) {
    reports.listen(listener);
  }

  /**
   * Puts dead letters back into their inboxes, where they are delivered like new messages.
   *
   * @param max at most so many, oldest first
   * @return how many
   * @throws IllegalStateException if there is no state store
   */
  public int replay(Ref of, DeadLetters.Selection selection, int max) {
    int done = state().deadLetters().replay(of, selection, max, settings.clock().instant());
    touch(of);
    return done;
  }

  /** How many dead letters a {@link #replay} would put back. */
  public long deadLetters(Ref of, DeadLetters.Selection selection) {
    return state().deadLetters().count(of, selection);
  }

  /**
   * Makes every poll of an HTTP System read again from an earlier place, at once.
   *
   * @param checkpoint JSON, text or number, as the System's checkpoints are
   * @return the calls whose pass under way did not end within the grace; they read on as before
   * @throws IllegalArgumentException if it does not run, or the checkpoint is no JSON
   * @throws InterruptedException while it waits for a pass to end
   */
  public List<String> readAgain(Ref of, String checkpoint) throws InterruptedException {
    PlanContext running =
        known(of).running().orElseThrow(() -> new IllegalArgumentException(of + " does not run"));
    return running.readAgain(
        Json.read(checkpoint.getBytes(StandardCharsets.UTF_8), JsonNode.class), settings.grace());
  }

  /**
   * Routes that should run and do not, by integration; empty when all is well. Asks Camel, not the
   * port.
   */
  public Map<Ref, List<String>> notRunning() {
    Map<Ref, List<String>> missing = new java.util.TreeMap<>();
    integrations.forEach(
        (of, integration) ->
            integration
                .running()
                .map(context -> context.notRunning(integration.paused()))
                .filter(routes -> !routes.isEmpty())
                .ifPresent(routes -> missing.put(of, routes)));
    return missing;
  }

  /** Whether clockwork and HTTP server still do their work: they did within the last 30 seconds. */
  public boolean alive() {
    return System.nanoTime() - beat < ALIVE.toNanos();
  }

  /**
   * Stops everything: first all intake, then all integrations side by side. Returns within the
   * grace and a few seconds, whatever hangs.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    reporting.shutdownNow();
    integrations.values().forEach(Integration::closeIntake);
    List<Integration> all = new ArrayList<>(integrations.values());
    ExecutorService stopping = Executors.newFixedThreadPool(Math.min(16, Math.max(1, all.size())));
    all.forEach(integration -> stopping.execute(integration::stop));
    stopping.shutdown();
    long deadline = System.nanoTime() + settings.grace().plus(Duration.ofSeconds(1)).toNanos();
    try {
      if (!stopping.awaitTermination(
          settings.grace().plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
        stopping.shutdownNow();
      }
    } catch (InterruptedException e) {
      stopping.shutdownNow();
      Thread.currentThread().interrupt();
    }
    launchpad.await(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    all.forEach(Integration::close);
    front.close();
    closeThreads();
  }

  private void closeThreads() {
    clockwork.shutdownNow();
    reporting.shutdownNow();
    launchpad.close();
    workers.close();
    vertx.close();
  }

  private Integration integration(Ref of) {
    return new Integration(of, launchpad, front.mount(of), settings, counted);
  }

  private void touch(Ref of) {
    Optional.ofNullable(integrations.get(of)).ifPresent(it -> it.units().touch());
  }

  private Integration known(Ref of) {
    return Optional.ofNullable(integrations.get(of))
        .orElseThrow(() -> new IllegalArgumentException(of + " was never started here"));
  }

  private StateStore state() {
    return settings
        .state()
        .orElseThrow(
            () -> new IllegalStateException("there is no state store, so nothing is kept"));
  }
}
