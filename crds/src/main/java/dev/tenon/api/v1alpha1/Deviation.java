package dev.tenon.api.v1alpha1;

/** What a decision can justify. */
public enum Deviation {
  /** Routes of one's own instead of a pattern. */
  Routes,
  /** Other resilience than the pattern's. */
  Resilience,
  /** A large share of a limit. */
  Claims
}
