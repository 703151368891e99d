package dev.tenon.engine.problem;

/** What a problem does to the change that has it, the worst first. */
public enum Action {
  /** The change is refused. */
  Deny,
  /** The change is let through with a warning. */
  Warn,
  /** The change is let through; the problem shows in the Compliant condition and in reports. */
  Audit
}
