package dev.tenon.runner.pod;

import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Control;
import dev.tenon.plan.Json;
import dev.tenon.plan.PlanFolder;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Phase;
import dev.tenon.runner.Outcome;
import dev.tenon.runner.RunnerHost;
import dev.tenon.runner.RunnerSettings;
import dev.tenon.runner.pod.Management.Page;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plan out of a folder, run until the process ends: what changes in the folder is taken in
 * while it runs, a new revision as {@link RunnerHost#replace} does it.
 */
public final class PodRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PodRunner.class);
  private static final int LOOK_MILLIS = 1000;
  private static final int RETRY_LOOKS = 10;

  private final MountedPlan mounted;
  private final Optional<StateStore> state;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RunnerHost host;
  private final Management management;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "tenon-look");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean started;
  private volatile boolean closing;
  private volatile Optional<Control.Done> done = Optional.empty();
  private boolean refused;
  private int looks;

  private PodRunner(Path folder, MountedPlan mounted, PodOptions options) throws IOException {
    this.mounted = mounted;
    this.state = options.state().map(where -> store(where, options));
    MountedSecrets secrets = new MountedSecrets(folder.resolve(PlanFolder.SECRETS));
    RunnerSettings listening =
        RunnerSettings.DEFAULT
            .listening(options.host(), options.port())
            .as(options.replica())
            .grace(options.grace())
            .allowing(options.allowedSchemes())
            .reading(of -> secrets)
            .measuring(metrics);
    RunnerSettings settings = options.publicUrl().map(listening::publishedAs).orElse(listening);
    this.host = RunnerHost.open(state.map(settings::keeping).orElse(settings));
    this.management = Management.open(options.host(), options.managementPort(), pages());
  }

  /**
   * Starts what lies in a folder.
   *
   * @throws IOException if a file is missing or a port is taken
   * @throws IllegalArgumentException if a file is not what it should be
   * @throws PlanRefused if the plan does not start
   * @throws RuntimeException if the state store cannot be opened
   */
  public static PodRunner start(Path folder, PodOptions options) throws IOException, PlanRefused {
    MountedPlan mounted = MountedPlan.read(folder);
    PodRunner runner = new PodRunner(folder, mounted, options);
    mounted.newControl().filter(Control::paused).ifPresent(any -> runner.host.hold(runner.of()));
    Outcome outcome = runner.host.start(mounted.plan(), mounted.grant());
    if (!outcome.started()) {
      runner.close();
      throw new PlanRefused(outcome.cause().orElse("it did not start"));
    }
    runner.started = true;
    LOG.info(
        "{} revision {} runs; routes listen on {}, management on {}",
        mounted.plan().of().path(),
        mounted.plan().revision(),
        runner.port(),
        runner.managementPort());
    runner.looking.scheduleWithFixedDelay(
        runner::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return runner;
  }

  /** The plan does not start. */
  public static final class PlanRefused extends Exception {
    private static final long serialVersionUID = 1;

    PlanRefused(String cause) {
      super(cause);
    }
  }

  private static StateStore store(String where, PodOptions options) {
    if (!where.startsWith("jdbc:")) {
      return SqlStateStore.h2(Path.of(where));
    }
    return SqlStateStore.postgres(
        where,
        options.stateUser(),
        () -> options.statePasswordFile().map(PodRunner::password).orElse(""));
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the password of the state store cannot be read", e);
    }
  }

  /** The port of routes that listen. */
  public int port() {
    return host.port();
  }

  /** The port of health, metrics and report. */
  public int managementPort() {
    return management.port();
  }

  private void look() {
    try {
      mounted.newGrant().ifPresent(host::update);
      mounted.newControl().ifPresent(this::obey);
      boolean again = refused && ++looks % RETRY_LOOKS == 0;
      if (mounted.newPlan().isPresent() || again) {
        Outcome outcome = host.replace(mounted.plan());
        refused = !outcome.started();
        outcome
            .cause()
            .ifPresentOrElse(
                cause -> LOG.warn("{}: {}", of().path(), cause),
                () -> LOG.info("{} revision {} runs", of().path(), mounted.plan().revision()));
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: the folder was not looked at: {}", of().path(), e.toString());
    }
  }

  private void obey(Control control) {
    if (control.paused()) {
      host.pause(of());
    } else {
      host.resume(of());
    }
    control
        .readAgain()
        .filter(order -> done.filter(it -> it.id().equals(order.id())).isEmpty())
        .ifPresent(order -> done = Optional.of(new Control.Done(order.id(), readAgain(order))));
  }

  private Optional<String> readAgain(Control.ReadAgain order) {
    try {
      return host.readAgain(of(), order.checkpoint()).isEmpty()
          ? Optional.empty()
          : Optional.of("a pass was still under way");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the runner was stopped");
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Ref of() {
    return mounted.plan().of();
  }

  /** The paths of Camel's own applications too, which Camel K's probes ask. */
  private Map<String, Supplier<Page>> pages() {
    Map<String, Supplier<Page>> pages = new LinkedHashMap<>();
    for (String base : new String[] {"/health", "/observe/health"}) {
      pages.put(base + "/started", () -> Page.health(started, started ? "started" : "starting"));
      pages.put(base + "/ready", this::ready);
      pages.put(base + "/live", this::live);
    }
    pages.put("/metrics", this::scrape);
    pages.put("/observe/metrics", this::scrape);
    pages.put("/report", this::report);
    pages.put("/control", this::control);
    return pages;
  }

  private Page ready() {
    if (!started || closing) {
      return Page.health(false, closing ? "stopping" : "starting");
    }
    boolean serving =
        host.report(of())
            .filter(it -> it.phase() == Phase.Running || it.phase() == Phase.Paused)
            .isPresent();
    var missing = host.notRunning();
    return Page.health(
        serving && missing.isEmpty(),
        missing.isEmpty() ? serving ? "ready" : "not running" : "routes do not run: " + missing);
  }

  private Page live() {
    return Page.health(host.alive(), host.alive() ? "alive" : "the process does no more work");
  }

  private Page scrape() {
    return new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  private Page report() {
    return host.report(of())
        .map(it -> new Page(200, "application/json", Json.text(it)))
        .orElseGet(() -> new Page(404, "text/plain; charset=utf-8", "nothing was started\n"));
  }

  /** What became of the last order that wants an answer. */
  private Page control() {
    return done.map(it -> new Page(200, "application/json", Json.text(it)))
        .orElseGet(() -> new Page(200, "application/json", "{}"));
  }

  /** Stops within the grace: intake first, then what runs; the rest stays in the state store. */
  @Override
  public void close() {
    closing = true;
    looking.shutdownNow();
    host.close();
    state.ifPresent(StateStore::close);
    management.close();
  }
}
