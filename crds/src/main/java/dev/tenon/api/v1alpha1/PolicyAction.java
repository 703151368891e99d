package dev.tenon.api.v1alpha1;

/** What a violation does. */
public enum PolicyAction {
  Deny,
  Warn,
  Audit
}
