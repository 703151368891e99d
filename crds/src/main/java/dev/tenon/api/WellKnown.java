package dev.tenon.api;

/** Names that Tenon reads on objects, besides their fields. */
public final class WellKnown {
  /** The group of the API. */
  public static final String GROUP = "tenon.dev";

  /** Annotation on any object: {@link #RECONCILE_DISABLED} keeps the operator's hands off. */
  public static final String RECONCILE = "tenon.dev/reconcile";

  /** The value of {@link #RECONCILE} that has an effect. */
  public static final String RECONCILE_DISABLED = "disabled";

  /**
   * Annotation on an update: the incident for which rules of dates and budgets become warnings, for
   * users with the right to do so.
   */
  public static final String BREAK_GLASS = "tenon.dev/break-glass";

  /** Label of a Secret that Tenon may use; its value is {@code "true"}. */
  public static final String USE = "tenon.dev/use";

  private WellKnown() {}
}
