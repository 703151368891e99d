package dev.tenon.operator;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Situations;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.operator.estate.EstateFeed;
import dev.tenon.operator.reconcile.Core;
import dev.tenon.operator.reconcile.IntegrationReconciler;
import dev.tenon.operator.reconcile.PatternReconciler;
import dev.tenon.operator.reconcile.PauseReconciler;
import dev.tenon.operator.reconcile.PolicyReconciler;
import dev.tenon.operator.reconcile.ReplayReconciler;
import dev.tenon.operator.reconcile.SystemReconciler;
import dev.tenon.operator.reconcile.TeamReconciler;
import dev.tenon.operator.reconcile.WaiverReconciler;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.operator.status.EventSender;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Objects;

/** The reconcilers of all kinds over one estate, the same in a cluster and on a laptop. */
public final class TenonOperator implements AutoCloseable {
  private final Operator operator;
  private final EstateFeed feed;
  private final EventSender events;
  private final IndexedEstate estate;

  private TenonOperator(KubernetesClient client, Runtime runtime, OperatorSettings settings) {
    this.estate = new IndexedEstate();
    this.feed = new EstateFeed(estate);
    this.events = new EventSender(client);
    Ledger ledger = new Ledger(estate);
    Core core =
        new Core(
            estate,
            feed,
            Renderer.with(settings.schemes()),
            ledger,
            new Situations(estate, ledger),
            runtime,
            events,
            settings.clock());
    this.operator =
        new Operator(
            override ->
                override
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .checkingCRDAndValidateLocalModel(false)
                    .withConcurrentReconciliationThreads(settings.threads())
                    .withReconciliationTerminationTimeout(settings.stopWithin()));
    register(new IntegrationReconciler(core), LinearRateLimiter.deactivatedRateLimiter());
    // what only counts others follows them at leisure
    register(new TeamReconciler(core), leisurely());
    register(new PatternReconciler(core), leisurely());
    register(new SystemReconciler(core), leisurely());
    register(new PolicyReconciler(core), leisurely());
    register(new WaiverReconciler(core), leisurely());
    register(new PauseReconciler(core), leisurely());
    register(new ReplayReconciler(core), LinearRateLimiter.deactivatedRateLimiter());
    runtime.onChange(feed::trigger);
  }

  /** Starts reconciling, and returns when the whole estate has been read. */
  public static TenonOperator start(
      KubernetesClient client, Runtime runtime, OperatorSettings settings) {
    TenonOperator started = new TenonOperator(client, runtime, settings);
    started.operator.start();
    // what was deleted while nobody looked must not go on
    runtime.retain(started.estate.all(Refs.INTEGRATION));
    return started;
  }

  private <R extends TenonResource<?, ?>> void register(
      Reconciler<R> reconciler, LinearRateLimiter limiter) {
    operator.register(
        reconciler,
        override ->
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
                .withOnUpdateFilter(declaredAnew()));
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
    operator.stop();
    events.close();
  }
}
