package dev.tenon.api.v1alpha1;

/** How far an integration is in its life. */
public enum Stage {
  /** Being written: may be incomplete, claims nothing, does not run. */
  Draft,
  /** Runs on real systems, with rules that are still lenient. */
  Pilot,
  /** Others depend on it; all rules bind. */
  Production,
  /** Still runs, and has a day on which it ends. */
  Deprecated,
  /** Runs no more and never will again. */
  Retired;

  /** Whether it is one in which an integration runs, and so needs its quota. */
  public boolean runs() {
    return this != Draft && this != Retired;
  }
}
