package dev.tenon.engine.estate;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.plan.Ref;
import java.util.Optional;

/** The names of objects. */
public final class Refs {
  /** The kind of integrations. */
  public static final String INTEGRATION = "Integration";

  /** The kind of patterns. */
  public static final String PATTERN = "IntegrationPattern";

  /** The kind of policies. */
  public static final String POLICY = "IntegrationPolicy";

  /** The kind of systems. */
  public static final String SYSTEM = "System";

  /** The kind of teams. */
  public static final String TEAM = "Team";

  /** The kind of waivers. */
  public static final String WAIVER = "Waiver";

  /** The kind of pauses. */
  public static final String PAUSE = "Pause";

  /** The kind of replays. */
  public static final String REPLAY = "Replay";

  /** The kind of Kubernetes' secrets. */
  public static final String SECRET = "Secret";

  private Refs() {}

  /** The name of an object that has one. */
  public static Ref of(TenonResource<?, ?> object) {
    return new Ref(
        object.getKind(),
        Optional.ofNullable(object.getMetadata().getNamespace()).orElse(""),
        object.getMetadata().getName());
  }

  /** A System's. */
  public static Ref system(String name) {
    return Ref.cluster(SYSTEM, name);
  }

  /** A Team's. */
  public static Ref team(String name) {
    return Ref.cluster(TEAM, name);
  }

  /** A pattern's. */
  public static Ref pattern(String name) {
    return Ref.cluster(PATTERN, name);
  }

  /** A Secret's. */
  public static Ref secret(String namespace, String name) {
    return new Ref(SECRET, namespace, name);
  }
}
