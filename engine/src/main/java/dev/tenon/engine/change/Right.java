package dev.tenon.engine.change;

import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;

/**
 * A right that Kubernetes grants by a verb of its own, and that rules ask for. Whoever reviews a
 * change of a user asks the API server for those that {@link Change#rights} names.
 */
public enum Right {
  /** Verb {@code approve} on {@code waivers.tenon.dev}: approves Waivers in the namespace. */
  Approve("approve", Waiver.class),
  /**
   * Verb {@code attest} on {@code integrations.tenon.dev}: carries what others have said, such as
   * confirmations and approvals, into the cluster.
   */
  Attest("attest", Integration.class),
  /**
   * Verb {@code break-glass} on {@code integrations.tenon.dev}: turns denials because of days and
   * budgets into warnings.
   */
  BreakGlass("break-glass", Integration.class);

  private final String verb;
  private final Class<? extends TenonResource<?, ?>> kind;

  Right(String verb, Class<? extends TenonResource<?, ?>> kind) {
    this.verb = verb;
    this.kind = kind;
  }

  /** The verb, as a SubjectAccessReview names it. */
  public String verb() {
    return verb;
  }

  /** The plural of the kind that the verb is asked of, in the group {@code tenon.dev}. */
  public String resource() {
    String name = Crds.nameOf(kind);
    return name.substring(0, name.indexOf('.'));
  }

  @Override
  public String toString() {
    return verb + " on " + Crds.nameOf(kind);
  }
}
