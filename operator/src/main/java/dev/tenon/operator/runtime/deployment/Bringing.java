package dev.tenon.operator.runtime.deployment;

import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Brings the objects of an integration to what they are to be, and writes only what is not so. */
final class Bringing {
  /**
   * The kubelet hears of the ConfigMap and of the pod on two ways, so the pod is touched after a
   * moment, and once more in case that was too soon.
   */
  private static final List<Integer> TOUCH_AFTER_MILLIS = List.of(300, 2500);

  private final Cached cached;
  private final Writer writer;
  private final DesiredObjects desired;
  private final Optional<StateAccess> state;
  private final ScheduledExecutorService later;

  Bringing(
      Cached cached,
      Writer writer,
      DesiredObjects desired,
      Optional<StateAccess> state,
      ScheduledExecutorService later) {
    this.cached = cached;
    this.writer = writer;
    this.desired = desired;
    this.state = state;
    this.later = later;
  }

  /** The name of the Secret with an integration's own login. */
  static String stateSecret(Ref of) {
    return Labels.name(of) + "-state";
  }

  /**
   * Has a plan run.
   *
   * @return why the cluster does not take it
   */
  Optional<Cause> bring(Declared declared, Mine mine, Plan plan, Grant grant) {
    Ref of = plan.of();
    Optional<String> secret = Optional.empty();
    if (plan.needs().state()) {
      if (state.isEmpty()) {
        return Optional.of(stateless(plan));
      }
      Optional<Cause> failed = login(declared, mine, state.get());
      if (failed.isPresent()) {
        return failed;
      }
      secret = Optional.of(stateSecret(of));
    }
    Control control = control(of, mine);
    List<HasMetadata> wanted =
        desired.of(declared, plan, grant, control, secret, template(of, plan.revision()));
    for (HasMetadata one : wanted) {
      Optional<HasMetadata> now = cached.now(one, of);
      if (now.filter(live -> Differences.none(one, live)).isPresent()) {
        continue;
      }
      Optional<String> refused = writer.apply(one);
      if (refused.isPresent()) {
        return refused.map(said -> Causes.failed(Causes.refused(of.namespace(), said)));
      }
      if (isLive(one, of) && now.isPresent()) {
        touch(of);
      }
    }
    mine.grant = Optional.of(grant);
    mine.control = Optional.of(control);
    tidy(of, wanted);
    return Optional.empty();
  }

  private static Cause stateless(Plan plan) {
    return new Cause(
        "StateStoreMissing",
        "Revision "
            + plan.revision()
            + " keeps messages, checkpoints or shares in a state store, and the operator has none;"
            + " give it a PostgreSQL by --state and its Secret");
  }

  private Optional<Cause> login(Declared declared, Mine mine, StateAccess store) {
    StateAccess.Login login;
    try {
      login = store.login(declared.of());
    } catch (IllegalStateException e) {
      return Optional.of(Causes.failed(Causes.line(e.getMessage())));
    }
    if (mine.login.filter(login::equals).isPresent()) {
      return Optional.empty();
    }
    Secret secret =
        new SecretBuilder()
            .withMetadata(declared.metadata(stateSecret(declared.of())).build())
            .withType("Opaque")
            .withStringData(
                Map.of(
                    PodTemplates.STATE_URL,
                    login.url(),
                    PodTemplates.STATE_USER,
                    login.user(),
                    PodTemplates.STATE_PASSWORD,
                    login.password()))
            .build();
    Optional<String> refused = writer.apply(secret);
    if (refused.isEmpty()) {
      mine.login = Optional.of(login);
    }
    return refused.map(said -> Causes.failed(Causes.refused(declared.of().namespace(), said)));
  }

  /** Writes other orders to an integration that runs; nothing happens where none does. */
  void order(Declared declared, Mine mine, Control control) {
    Ref of = declared.of();
    Grant grant = mine.grant.orElseGet(() -> Grant.unlimited(of));
    if (cached.deployment(of).isEmpty()) {
      return;
    }
    writer.apply(PlanFiles.live(declared, grant, control));
    mine.control = Optional.of(control);
    touch(of);
  }

  /** The orders that an integration has. */
  Control control(Ref of, Mine mine) {
    return mine.control.orElseGet(
        () ->
            cached.configMaps(of).stream()
                .filter(map -> isLive(map, of))
                .map(PlanFiles::control)
                .findFirst()
                .orElse(Control.NONE));
  }

  /**
   * The plan that the cluster has for an integration: the one of its Deployment, else the newest.
   */
  Optional<Plan> kept(Ref of) {
    Optional<String> revision =
        cached.deployment(of).flatMap(it -> Labels.label(it, Labels.REVISION));
    List<ConfigMap> maps = cached.configMaps(of).stream().filter(map -> !isLive(map, of)).toList();
    return maps.stream()
        .filter(map -> revision.isPresent() && Labels.label(map, Labels.REVISION).equals(revision))
        .findFirst()
        .or(
            () ->
                maps.stream()
                    .max(Comparator.comparing(map -> map.getMetadata().getCreationTimestamp())))
        .flatMap(PlanFiles::plan);
  }

  private Optional<PodTemplateSpec> template(Ref of, Revision revision) {
    return cached
        .deployment(of)
        .filter(it -> Labels.label(it, Labels.REVISION).equals(Optional.of(revision.hash())))
        .flatMap(it -> Labels.annotation(it, DesiredObjects.TEMPLATE))
        .flatMap(Differences::template);
  }

  private static boolean isLive(HasMetadata object, Ref of) {
    return object instanceof ConfigMap && object.getMetadata().getName().equals(Labels.name(of));
  }

  /** Deletes what is no longer wanted; plans of old revisions not before the new one is there. */
  private void tidy(Ref of, List<HasMetadata> wanted) {
    boolean complete =
        cached
            .deployment(of)
            .filter(it -> sameRevision(it, wanted))
            .map(it -> Rollout.of(it, cached.pods(of)).complete())
            .orElse(false);
    cached
        .of(of)
        .filter(object -> !(object instanceof Pod))
        .filter(object -> complete || !(object instanceof ConfigMap))
        .filter(object -> wanted.stream().noneMatch(one -> same(one, object)))
        .toList()
        .forEach(writer::delete);
  }

  private static boolean sameRevision(Deployment live, List<HasMetadata> wanted) {
    return wanted.stream()
        .filter(Deployment.class::isInstance)
        .anyMatch(
            one -> Labels.label(one, Labels.REVISION).equals(Labels.label(live, Labels.REVISION)));
  }

  private static boolean same(HasMetadata one, HasMetadata other) {
    return one.getKind().equals(other.getKind())
        && one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  /** Deletes everything of an integration. Pods go with their Deployment. */
  void end(Ref of) {
    List<HasMetadata> all =
        cached
            .of(of)
            .filter(object -> !(object instanceof Pod))
            .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
            .toList();
    if (all.isEmpty()) {
      return;
    }
    // what starts pods goes first
    Stream.concat(
            all.stream().filter(Deployment.class::isInstance),
            all.stream().filter(object -> !(object instanceof Deployment)))
        .forEach(writer::delete);
    if (state.isPresent()) {
      writer.delete(
          new SecretBuilder()
              .withNewMetadata()
              .withName(stateSecret(of))
              .withNamespace(of.namespace())
              .endMetadata()
              .build());
    }
  }

  /** Has running pods see at once what was written. */
  void touch(Ref of) {
    String stamp = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    for (int delay : TOUCH_AFTER_MILLIS) {
      later.schedule(
          () ->
              cached.pods(of).stream()
                  .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                  .forEach(pod -> writer.touch(pod, stamp + "." + delay)),
          delay,
          TimeUnit.MILLISECONDS);
    }
  }
}
