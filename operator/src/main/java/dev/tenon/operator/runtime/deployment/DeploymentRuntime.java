package dev.tenon.operator.runtime.deployment;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.RuntimeSpec;
import dev.tenon.api.v1alpha1.RuntimeType;
import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.engine.estate.Estate;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs each integration as a Deployment in its own namespace. Everything that must last is in the
 * cluster: the last good plan is the one of the pods that serve, and a revision that does not come
 * up never takes their place.
 */
public final class DeploymentRuntime implements Runtime, AutoCloseable {
  private static final long ROUND_MILLIS = 500;

  private final Cached cached;
  private final Bringing bringing;
  private final Optional<StateAccess> state;
  private final PodReports reports = new PodReports();
  private final Map<Ref, Mine> all = new ConcurrentHashMap<>();
  private final ScheduledExecutorService later =
      Executors.newScheduledThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "tenon-deployments");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Consumer<Ref> listener = ref -> {};
  private volatile Optional<Estate> estate = Optional.empty();

  private DeploymentRuntime(
      KubernetesClient client,
      DeploymentSettings settings,
      Set<String> namespaces,
      Optional<StateAccess> state) {
    this.state = state;
    this.cached = Cached.open(client, namespaces, settings.entrance(), ref -> listener.accept(ref));
    this.bringing =
        new Bringing(cached, new Writer(client), new DesiredObjects(settings), state, later);
    Looking looking =
        new Looking(client, cached, bringing, reports, all, ref -> listener.accept(ref));
    later.scheduleWithFixedDelay(looking::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Reads what runs, and is ready to be told more.
   *
   * @param namespaces that integrations may be in; all where it is empty
   * @param state where messages and checkpoints are kept; absent: plans that need it do not start
   */
  public static DeploymentRuntime open(
      KubernetesClient client,
      DeploymentSettings settings,
      Set<String> namespaces,
      Optional<StateAccess> state) {
    return new DeploymentRuntime(client, settings, namespaces, state);
  }

  @Override
  public String name() {
    return RuntimeType.Deployment.name();
  }

  @Override
  public void reads(Estate declared) {
    estate = Optional.of(declared);
  }

  @Override
  public void onChange(Consumer<Ref> told) {
    listener = told;
  }

  /** The kinds whose watch is lost at the moment. */
  public List<String> unhealthy() {
    return cached.lost();
  }

  @Override
  public void apply(Plan plan, Grant grant) {
    Mine mine = mine(plan.of());
    mine.wanted = Optional.of(plan);
    Optional<Cause> unfit = unfit(plan.of());
    mine.refused = unfit.isPresent() ? unfit : bring(plan, grant, mine);
    if (mine.refused.isPresent()) {
      keep(plan.of(), mine, grant);
    }
  }

  @Override
  public void grant(Grant grant) {
    keep(grant.of(), mine(grant.of()), grant);
  }

  /** What runs already is kept as it is to be, whatever is declared by now. */
  private void keep(Ref of, Mine mine, Grant grant) {
    bringing.kept(of).ifPresent(plan -> bring(plan, grant, mine));
  }

  private Optional<Cause> bring(Plan plan, Grant grant, Mine mine) {
    return integration(plan.of())
        .flatMap(
            integration ->
                bringing.bring(
                    Declared.of(integration),
                    mine,
                    plan,
                    new Grant(grant.of(), grant.shares(), replicas(integration))));
  }

  private static int replicas(Integration integration) {
    return integration
        .spec()
        .runtime()
        .flatMap(RuntimeSpec::deployment)
        .map(RuntimeSpec.DeploymentOptions::replicas)
        .orElse(1);
  }

  private Optional<Cause> unfit(Ref of) {
    return integration(of)
        .flatMap(declared -> declared.spec().runtime())
        .filter(runtime -> runtime.type() == RuntimeType.CamelK)
        .map(
            any ->
                Causes.failed(
                    "This operator does not run integrations by Camel K; set spec.runtime.type to"
                        + " Deployment, or leave spec.runtime out"));
  }

  private Optional<Integration> integration(Ref of) {
    return estate.flatMap(declared -> declared.integration(of));
  }

  private Mine mine(Ref of) {
    return all.computeIfAbsent(of, any -> new Mine());
  }

  @Override
  public void pause(Ref of, boolean paused) {
    Mine mine = mine(of);
    Control now = bringing.control(of, mine);
    if (now.paused() != paused) {
      integration(of)
          .ifPresent(
              declared ->
                  bringing.order(
                      Declared.of(declared), mine, new Control(paused, now.readAgain())));
    }
  }

  @Override
  public void remove(Ref of) {
    bringing.end(of);
    all.remove(of);
  }

  @Override
  public void delete(Ref of) {
    remove(of);
    state.ifPresent(store -> abandon(store, of));
  }

  /** What its pods still deliver while they end is delivered; the rest is given up after that. */
  private void abandon(StateAccess store, Ref of) {
    if (!cached.pods(of).isEmpty()) {
      later.schedule(() -> abandonLater(store, of), 2, TimeUnit.SECONDS);
      return;
    }
    store.abandon(of);
  }

  private void abandonLater(StateAccess store, Ref of) {
    if (integration(of).isPresent()) {
      // declared again meanwhile: what is stored is its own
      return;
    }
    try {
      abandon(store, of);
    } catch (RuntimeException e) {
      later.schedule(() -> abandonLater(store, of), 1, TimeUnit.MINUTES);
    }
  }

  @Override
  public void retain(Set<Ref> integrations) {
    cached.integrations().stream()
        .filter(known -> !integrations.contains(known))
        .forEach(this::delete);
    state.ifPresent(store -> later.execute(() -> store.retain(integrations)));
  }

  @Override
  public Observation observe(Ref of) {
    Mine mine = mine(of);
    List<Pod> pods = cached.pods(of);
    Optional<Deployment> deployment = cached.deployment(of);
    Optional<Rollout> rollout = deployment.map(it -> Rollout.of(it, pods));
    Optional<Revision> serving = rollout.flatMap(Rollout::serving);
    Optional<Cause> cause =
        mine.refused.or(
            () ->
                rollout
                    .filter(it -> !it.serving().equals(Optional.of(it.declared())))
                    .flatMap(it -> Causes.of(deployment.get(), pods, it.declared())));
    Reported reported = mine.reported;
    return new Observation(
        phase(deployment, pods, rollout, cause, reported),
        serving,
        cause,
        reported.messages(),
        reported.deadLetterCause(),
        reported.systems(),
        reported.backlog(),
        mine.missing,
        deployment.flatMap(it -> Labels.annotation(it, DesiredObjects.URL)));
  }

  private static Phase phase(
      Optional<Deployment> deployment,
      List<Pod> pods,
      Optional<Rollout> rollout,
      Optional<Cause> cause,
      Reported reported) {
    if (cause.isPresent()) {
      return Phase.Failed;
    }
    if (deployment.isEmpty()) {
      return pods.isEmpty() ? Phase.Absent : Phase.Starting;
    }
    boolean serves =
        rollout.filter(it -> it.serving().equals(Optional.of(it.declared()))).isPresent();
    if (!serves) {
      return Phase.Starting;
    }
    return reported.paused() ? Phase.Paused : Phase.Running;
  }

  @Override
  public Replays replays() {
    return new StoredReplays(
        state,
        of -> mine(of),
        (of, control) ->
            integration(of)
                .ifPresent(declared -> bringing.order(Declared.of(declared), mine(of), control)),
        of -> bringing.control(of, mine(of)),
        of -> observe(of).serving().isPresent());
  }

  @Override
  public void close() {
    later.shutdownNow();
    cached.close();
    reports.close();
  }
}
