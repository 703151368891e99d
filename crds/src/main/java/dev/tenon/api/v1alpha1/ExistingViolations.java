package dev.tenon.api.v1alpha1;

/** What a violation that was there before does to an unrelated change. */
public enum ExistingViolations {
  Deny,
  Warn
}
