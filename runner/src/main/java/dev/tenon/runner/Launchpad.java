package dev.tenon.runner;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemHealths;
import dev.tenon.camel.state.Leases;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.runner.context.PlanContext;
import dev.tenon.runner.context.StartRefused;
import dev.tenon.runner.context.Surroundings;
import dev.tenon.runner.http.ContextHttp;
import dev.tenon.runner.http.Front;
import dev.tenon.runner.http.Workers;
import dev.tenon.runner.timer.LocalLeases;
import dev.tenon.runner.timer.Ticks;
import dev.tenon.runner.unit.UnitPolicies;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Makes running contexts of plans, out of what the process has for all of them, and ends them. */
final class Launchpad implements Integration.Launcher, AutoCloseable {
  private final RunnerSettings settings;
  private final Allowed allowed;
  private final ScheduledExecutorService clockwork;
  private final Workers workers;
  private final Leases leases;
  private final AtomicLong launched = new AtomicLong();
  private final ExecutorService retiring =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "tenon-retire");
            thread.setDaemon(true);
            return thread;
          });

  Launchpad(RunnerSettings settings, ScheduledExecutorService clockwork, Workers workers) {
    this.settings = settings;
    this.allowed = Allowed.with(settings.allowedSchemes());
    this.clockwork = clockwork;
    this.workers = workers;
    this.leases = settings.state().map(StateStore::leases).orElseGet(LocalLeases::new);
  }

  @Override
  public PlanContext launch(Plan plan, Integration integration, Set<Consumer.Kind> held)
      throws StartRefused {
    Ref of = plan.of();
    // two revisions overlap for a moment, so a lease or a claim must tell them apart
    String replica = settings.replica() + "." + launched.incrementAndGet();
    PlanRuntime runtime =
        new PlanRuntime(
            plan,
            integration::grant,
            settings.secrets().apply(of),
            settings.state(),
            healths(plan, integration),
            replica,
            settings.clock());
    AtomicReference<UnitPolicies> policies = new AtomicReference<>();
    ContextHttp http =
        new ContextHttp(Front.prefix(of), maxBytes(plan), new Failures(integration, policies));
    return PlanContext.start(
        new Surroundings(
            runtime,
            allowed,
            Front.prefix(of),
            settings.publicUrl(),
            http,
            new Ticks(of, clockwork, workers, leases, replica, settings.clock()),
            routes -> {
              UnitPolicies made =
                  new UnitPolicies(
                      plan,
                      routes,
                      integration.units(),
                      integration.latencies(),
                      integration.log());
              policies.set(made);
              return made;
            },
            (inbox, since) -> integration.latencies().record(since.toMillis()),
            settings.grace()),
        held);
  }

  /** What the plan asks for, where that is more than what all may have. */
  private int maxBytes(Plan plan) {
    return plan.calls().values().stream()
        .filter(Call.Receive.class::isInstance)
        .mapToInt(call -> ((Call.Receive) call).maxBytes())
        .reduce(settings.maxBody(), Math::max);
  }

  /** What is known of Systems that the new plan reaches in the same way. */
  private SystemHealths healths(Plan plan, Integration integration) {
    SystemHealths healths = new SystemHealths();
    integration
        .running()
        .ifPresent(
            old ->
                integration
                    .healths()
                    .troubled(settings.clock().instant())
                    .forEach(
                        (system, health) -> {
                          if (plan.system(system).equals(old.plan().system(system))) {
                            healths.troubled(
                                system, health.trouble(), health.detail(), health.since());
                          }
                        }));
    return healths;
  }

  @Override
  public void retire(PlanContext context) {
    context.http().closeIntake();
    retiring.execute(context::stop);
  }

  /** Waits until retired contexts have stopped, at most so long. */
  void await(long millis) {
    retiring.shutdown();
    try {
      if (!retiring.awaitTermination(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
        retiring.shutdownNow();
      }
    } catch (InterruptedException e) {
      retiring.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    retiring.shutdownNow();
  }

  /** What becomes of failed requests of one context. */
  private record Failures(Integration integration, AtomicReference<UnitPolicies> policies)
      implements ContextHttp.FailureSink {
    @Override
    public void failed(String routeId, Optional<String> id, Throwable failure) {
      integration.log().failed(routeId, id, failure);
    }

    @Override
    public void turnedAway(String path) {
      Optional.ofNullable(policies.get()).ifPresent(counted -> counted.turnedAway(path));
    }
  }
}
