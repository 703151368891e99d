package dev.tenon.local.runtime;

import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.StateStore;
import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.SecretKey;
import dev.tenon.runner.Outcome;
import dev.tenon.runner.RunnerHost;
import dev.tenon.runner.RunnerSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs plans in this process. What came up last is kept in a folder and runs again after a restart,
 * before anything is declared.
 */
public final class LocalRuntime implements Runtime, AutoCloseable {
  /**
   * So long a caller waits for a start, which takes milliseconds as a rule: then one look at it is
   * enough.
   */
  private static final Duration USUAL_START = Duration.ofMillis(500);

  private static final int STARTS_AT_A_TIME = 4;

  private final RunnerHost host;
  private final SecretValues secrets;
  private final LastGood lastGood;
  private final Map<Ref, Wanted> wanted = new ConcurrentHashMap<>();
  private final ExecutorService starts;
  private volatile Consumer<Ref> secretListener = ref -> {};
  private volatile Consumer<Ref> listener = ref -> {};

  /**
   * What the newest plan came to.
   *
   * @param outcome absent while it starts
   */
  private record Wanted(Plan plan, Optional<Outcome> outcome, boolean paused) {}

  private LocalRuntime(KubernetesClient client, StateStore state, Settings settings) {
    this.secrets = new SecretValues(client, ref -> secretListener.accept(ref));
    this.lastGood = new LastGood(settings.folder());
    this.starts =
        Executors.newFixedThreadPool(
            STARTS_AT_A_TIME,
            task -> {
              Thread thread = new Thread(task, "tenon-starts");
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.host =
          RunnerHost.open(
              RunnerSettings.DEFAULT
                  .listening("127.0.0.1", settings.port())
                  .grace(settings.grace())
                  .allowing(settings.schemes())
                  .keeping(state)
                  .reading(secrets::of));
    } catch (RuntimeException e) {
      close(secrets, starts);
      throw e;
    }
    host.onReport(report -> listener.accept(report.of()));
  }

  /**
   * What a local runtime is set to.
   *
   * @param folder where plans that came up are kept
   * @param port of all routes that listen, on 127.0.0.1; 0 for any that is free
   * @param schemes of Camel components that routes may use besides those that all may
   * @param grace how long running exchanges may take to finish at a stop
   */
  public record Settings(Path folder, int port, Set<String> schemes, Duration grace) {}

  /**
   * Opens the port, and starts what ran before.
   *
   * @param state stays open when the runtime closes
   * @throws IllegalStateException if the port is taken
   */
  public static LocalRuntime open(KubernetesClient client, StateStore state, Settings settings) {
    LocalRuntime runtime = new LocalRuntime(client, state, settings);
    runtime.lastGood.all().forEach(kept -> runtime.start(kept.plan(), kept.grant()));
    return runtime;
  }

  /** Tells of Secrets that changed. */
  public void onSecret(Consumer<Ref> told) {
    secretListener = told;
  }

  /** The port of all routes that listen. */
  public int port() {
    return host.port();
  }

  @Override
  public String name() {
    return "Local";
  }

  @Override
  public void apply(Plan plan, Grant grant) {
    Wanted now = wanted.get(plan.of());
    if (now != null && now.plan().revision().equals(plan.revision()) && settled(now)) {
      host.update(grant);
      return;
    }
    if (now != null && now.outcome().isEmpty() && now.plan().revision().equals(plan.revision())) {
      return;
    }
    if (!missing(plan).isEmpty()) {
      wanted.put(plan.of(), new Wanted(plan, Optional.empty(), now != null && now.paused()));
      return;
    }
    Future<?> started = start(plan, grant);
    try {
      started.get(USUAL_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // it goes on, and its report is awaited
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("starting " + plan.of() + " failed", e.getCause());
    }
  }

  private static boolean settled(Wanted now) {
    return now.outcome().filter(Outcome::started).isPresent();
  }

  private Future<?> start(Plan plan, Grant grant) {
    boolean paused = Optional.ofNullable(wanted.get(plan.of())).map(Wanted::paused).orElse(false);
    wanted.put(plan.of(), new Wanted(plan, Optional.empty(), paused));
    return starts.submit(
        () -> {
          if (!wanted.containsKey(plan.of())) {
            return;
          }
          Outcome outcome = host.start(plan, grant);
          if (outcome.started()) {
            lastGood.keep(plan, grant);
          }
          if (!wanted.containsKey(plan.of())) {
            // it was ended while it started
            remove(plan.of());
            return;
          }
          wanted.computeIfPresent(
              plan.of(),
              (of, now) ->
                  now.plan().revision().equals(plan.revision())
                      ? new Wanted(plan, Optional.of(outcome), now.paused())
                      : now);
          listener.accept(plan.of());
        });
  }

  @Override
  public void grant(Grant grant) {
    if (host.report(grant.of()).isPresent()) {
      host.update(grant);
    }
  }

  @Override
  public void pause(Ref integration, boolean paused) {
    Wanted now = wanted.get(integration);
    if (now == null || now.paused() == paused || host.report(integration).isEmpty()) {
      return;
    }
    if (paused) {
      host.pause(integration);
    } else {
      host.resume(integration);
    }
    wanted.computeIfPresent(
        integration, (of, then) -> new Wanted(then.plan(), then.outcome(), paused));
  }

  @Override
  public void remove(Ref integration) {
    if (wanted.remove(integration) != null || host.report(integration).isPresent()) {
      host.remove(integration);
    }
    lastGood.forget(integration);
  }

  @Override
  public void delete(Ref integration) {
    remove(integration);
    host.abandon(integration);
  }

  @Override
  public void retain(Set<Ref> integrations) {
    for (Ref known : Set.copyOf(wanted.keySet())) {
      if (!integrations.contains(known)) {
        delete(known);
      }
    }
  }

  @Override
  public Observation observe(Ref integration) {
    Wanted now = wanted.get(integration);
    if (now == null) {
      return Observation.ABSENT;
    }
    Optional<RunnerReport> report = host.report(integration);
    Optional<Revision> serving =
        report
            .filter(
                one ->
                    one.phase() == RunnerReport.Phase.Running
                        || one.phase() == RunnerReport.Phase.Paused)
            .map(RunnerReport::revision);
    TreeSet<SecretKey> missing = missing(now.plan());
    Optional<Cause> cause =
        now.outcome().flatMap(Outcome::cause).map(why -> new Cause("RuntimeFailed", why));
    return new Observation(
        phase(now, report, cause, missing),
        serving,
        cause,
        report.map(RunnerReport::messages).orElse(Counts.NONE),
        report.flatMap(RunnerReport::deadLetterCause),
        report.map(RunnerReport::systems).orElseGet(TreeMap::new),
        report.flatMap(RunnerReport::backlog),
        missing,
        url(now.plan()));
  }

  private static Phase phase(
      Wanted now, Optional<RunnerReport> report, Optional<Cause> cause, Set<SecretKey> missing) {
    if (cause.isPresent()) {
      return Phase.Failed;
    }
    if (now.outcome().isEmpty()) {
      return missing.isEmpty() ? Phase.Starting : Phase.Failed;
    }
    return report.filter(one -> one.phase() == RunnerReport.Phase.Paused).isPresent()
        ? Phase.Paused
        : Phase.Running;
  }

  /** Where the outside reaches it: the first of its paths, for people to copy. */
  private Optional<String> url(Plan plan) {
    return plan.consumers().stream()
        .filter(consumer -> consumer.kind() == Kind.Events || consumer.kind() == Kind.Http)
        .flatMap(consumer -> consumer.path().stream())
        .sorted()
        .findFirst()
        .map(path -> "http://127.0.0.1:" + host.port() + path);
  }

  private TreeSet<SecretKey> missing(Plan plan) {
    return plan.secrets().stream()
        .filter(key -> secrets.value(plan.of().namespace(), key).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void onChange(Consumer<Ref> told) {
    listener = told;
  }

  @Override
  public Replays replays() {
    return new Replays() {
      @Override
      public long count(Ref integration, Selection selection) {
        return host.deadLetters(integration, letters(selection));
      }

      @Override
      public int replay(Ref integration, Selection selection, int most) {
        return host.replay(integration, letters(selection), most);
      }

      @Override
      public Optional<String> readAgain(Ref integration, String checkpoint) {
        try {
          return host.readAgain(integration, Replays.json(checkpoint)).isEmpty()
              ? Optional.empty()
              : Optional.of("a pass is still under way; it is tried again");
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return Optional.of("it was interrupted; it is tried again");
        }
      }
    };
  }

  private static DeadLetters.Selection letters(Replays.Selection selection) {
    return new DeadLetters.Selection(
        Optional.empty(),
        selection.since(),
        selection.until(),
        selection.matching(),
        selection.numbers());
  }

  private static void close(SecretValues secrets, ExecutorService starts) {
    secrets.close();
    starts.shutdownNow();
  }

  @Override
  public void close() {
    starts.shutdownNow();
    host.close();
    secrets.close();
  }
}
