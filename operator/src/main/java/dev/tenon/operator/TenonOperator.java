package dev.tenon.operator;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Situations;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.operator.estate.EstateFeed;
import dev.tenon.operator.estate.NamespaceWatch;
import dev.tenon.operator.reconcile.Core;
import dev.tenon.operator.reconcile.IntegrationReconciler;
import dev.tenon.operator.reconcile.PatternReconciler;
import dev.tenon.operator.reconcile.PauseReconciler;
import dev.tenon.operator.reconcile.PolicyReconciler;
import dev.tenon.operator.reconcile.ReplayReconciler;
import dev.tenon.operator.reconcile.SystemReconciler;
import dev.tenon.operator.reconcile.TeamReconciler;
import dev.tenon.operator.reconcile.WaiverReconciler;
import dev.tenon.operator.report.Reports;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.operator.status.EventSender;
import dev.tenon.operator.status.ReportWriter;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The reconcilers of all kinds over one estate, the same in a cluster and on a laptop. */
public final class TenonOperator implements AutoCloseable {
  /** What is found within so long is written at once. */
  private static final Duration REPORT_PACE = Duration.ofSeconds(5);

  private final Operator operator;
  private final EstateFeed feed;
  private final EventSender events;
  private final IndexedEstate estate;
  private final ClusterSettings cluster;
  private final Optional<Leadership> leadership;
  private final NamespaceWatch namespaces;
  private final Optional<Reports> reports;

  private TenonOperator(
      KubernetesClient client,
      Runtime runtime,
      OperatorSettings settings,
      ClusterSettings cluster) {
    this.cluster = cluster;
    this.leadership =
        cluster.election().map(it -> new Leadership(client, it, () -> retain(runtime)));
    this.estate = new IndexedEstate();
    this.feed = new EstateFeed(estate);
    this.events = new EventSender(client);
    runtime.reads(estate);
    this.namespaces = new NamespaceWatch(client, feed);
    this.reports =
        settings.reports()
            ? Optional.of(new Reports(new ReportWriter(client), REPORT_PACE))
            : Optional.empty();
    Ledger ledger = new Ledger(estate);
    Renderer renderer = Renderer.with(settings.schemes());
    Core core =
        new Core(
            estate,
            feed,
            renderer,
            Review.with(renderer).enforcing(settings.enforcement()),
            ledger,
            new Situations(estate, ledger),
            runtime,
            events,
            reports,
            settings.clock());
    this.operator =
        new Operator(
            override -> {
              override
                  .withKubernetesClient(client)
                  .withCloseClientOnStop(false)
                  .checkingCRDAndValidateLocalModel(false)
                  .withMetrics(cluster.metrics())
                  .withConcurrentReconciliationThreads(settings.threads())
                  .withReconciliationTerminationTimeout(settings.stopWithin());
              leadership.ifPresent(
                  it -> override.withLeaderElectionConfiguration(it.configuration()));
            });
    register(true, new IntegrationReconciler(core), LinearRateLimiter.deactivatedRateLimiter());
    // what only counts others follows them at leisure
    register(false, new TeamReconciler(core), leisurely());
    register(false, new PatternReconciler(core), leisurely());
    register(false, new SystemReconciler(core), leisurely());
    register(false, new PolicyReconciler(core), leisurely());
    register(true, new WaiverReconciler(core), leisurely());
    register(true, new PauseReconciler(core), leisurely());
    register(true, new ReplayReconciler(core), LinearRateLimiter.deactivatedRateLimiter());
    runtime.onChange(feed::trigger);
  }

  /** Starts reconciling, and returns when the whole estate has been read. */
  public static TenonOperator start(
      KubernetesClient client, Runtime runtime, OperatorSettings settings) {
    return start(client, runtime, settings, ClusterSettings.ALONE);
  }

  /** Starts an operator among others; where there is an election, it acts when it is elected. */
  public static TenonOperator start(
      KubernetesClient client,
      Runtime runtime,
      OperatorSettings settings,
      ClusterSettings cluster) {
    TenonOperator started = new TenonOperator(client, runtime, settings, cluster);
    started.namespaces.start();
    started.operator.start();
    if (cluster.election().isEmpty()) {
      started.retain(runtime);
    }
    return started;
  }

  /** What was deleted while nobody looked must not go on. */
  private void retain(Runtime runtime) {
    runtime.retain(estate.all(Refs.INTEGRATION));
  }

  /** Whether it is the one that acts. */
  public boolean leads() {
    return leadership.map(Leadership::leads).orElse(true);
  }

  /** Whether the whole estate has been read. */
  public boolean ready() {
    return feed.complete();
  }

  /** The kinds whose watch is lost at the moment, by the name of their reconciler. */
  public List<String> unhealthy() {
    return operator.getRuntimeInfo().unhealthyEventSources().entrySet().stream()
        .filter(controller -> !controller.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private <R extends TenonResource<?, ?>> void register(
      boolean namespaced, Reconciler<R> reconciler, LinearRateLimiter limiter) {
    operator.register(
        reconciler,
        override -> {
          override
              .withRetry(
                  new GenericRetry()
                      .setInitialInterval(Duration.ofMillis(500))
                      .setIntervalMultiplier(2)
                      .setMaxInterval(Duration.ofMinutes(1).toMillis())
                      .withoutMaxAttempts())
              .withRateLimiter(limiter)
              // annotations count too: some of them are orders
              .withGenerationAware(false)
              .withOnUpdateFilter(declaredAnew());
          if (namespaced && !cluster.namespaces().isEmpty()) {
            override.settingNamespaces(cluster.namespaces());
          }
        });
  }

  private static LinearRateLimiter leisurely() {
    return new LinearRateLimiter(Duration.ofSeconds(1), 2);
  }

  /** A new status alone is the operator's own doing. */
  private static <R extends TenonResource<?, ?>> OnUpdateFilter<R> declaredAnew() {
    return (now, before) ->
        !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
            || !Objects.equals(
                now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations())
            || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
            || !Objects.equals(
                now.getMetadata().getFinalizers(), before.getMetadata().getFinalizers())
            || now.isMarkedForDeletion() != before.isMarkedForDeletion();
  }

  /** Has everything reconciled that refers to an object that is not of ours, such as a Secret. */
  public void changed(Ref ref) {
    feed.changed(ref);
  }

  @Override
  public void close() {
    leadership.ifPresent(Leadership::leave);
    operator.stop();
    leadership.ifPresent(Leadership::release);
    namespaces.close();
    reports.ifPresent(Reports::close);
    events.close();
  }
}
