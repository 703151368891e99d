package dev.tenon.api.v1alpha1;

/** Whether a decision holds. */
public enum DecisionStatus {
  Proposed,
  Accepted,
  Rejected,
  Superseded
}
