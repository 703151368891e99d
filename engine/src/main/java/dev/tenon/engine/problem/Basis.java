package dev.tenon.engine.problem;

/**
 * What makes a declaration wrong, besides itself. What only time or traffic has made wrong must not
 * stand in the way of a repair.
 */
public enum Basis {
  /** The declaration, and what it names. */
  Declaration,
  /** A day that has passed: the same declaration was right before. */
  Date,
  /** An error budget that is spent. */
  Budget
}
