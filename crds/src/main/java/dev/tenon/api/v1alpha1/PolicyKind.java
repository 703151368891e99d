package dev.tenon.api.v1alpha1;

/** Kinds that a policy can be about. */
public enum PolicyKind {
  Integration,
  System,
  Waiver,
  Team
}
