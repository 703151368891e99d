package dev.tenon.runner;

import dev.tenon.plan.Revision;
import java.util.Optional;

/**
 * What came of starting a plan.
 *
 * @param serving the revision that runs now: the one that was to be started, or, when that did not
 *     come up, the one that ran before, if any
 * @param cause why the revision does not run, for people; empty when it does
 */
public record Outcome(Optional<Revision> serving, Optional<String> cause) {
  static Outcome serving(Revision revision) {
    return new Outcome(Optional.of(revision), Optional.empty());
  }

  /** Whether the revision that was to be started runs. */
  public boolean started() {
    return cause.isEmpty();
  }
}
