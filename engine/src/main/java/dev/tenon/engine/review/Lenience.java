package dev.tenon.engine.review;

import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.Basis;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import java.util.Set;

/**
 * When a denial is only a warning: rules must not stand in the way of a tool that applies what it
 * applied before, of a repair, of a fix during an incident, or of a restore.
 */
final class Lenience {
  private static final Set<String> REFERENCES =
      Set.of(BuiltIn.REFERENCE_NOT_FOUND, BuiltIn.REFERENCE_NOT_AVAILABLE);

  private final Subject subject;
  private final Enforcement enforcement;
  private final boolean unchanged;
  private final boolean mends;
  private final boolean glass;

  Lenience(Subject subject, Enforcement enforcement) {
    Change change = subject.change();
    this.subject = subject;
    this.enforcement = enforcement;
    this.unchanged = subject.occasion().ofChange() && change.keepsSpec();
    this.mends = subject.occasion().ofChange() && Mends.only(change);
    this.glass = glass(subject);
  }

  /** Whether glass is broken, by someone who may, and on an object that was there before. */
  private static boolean glass(Subject subject) {
    Change change = subject.change();
    if (change.incident().isEmpty() || change.before().isEmpty()) {
      return false;
    }
    return subject.occasion() != Occasion.Admission
        || change.by().filter(actor -> actor.may(Right.BreakGlass)).isPresent();
  }

  /** The problem as it counts here. */
  Problem apply(Problem problem) {
    return problem.action() == Action.Deny && (passes(problem) || glass(problem))
        ? problem.with(Action.Warn)
        : problem;
  }

  private boolean passes(Problem problem) {
    if (problem.rule().equals(BuiltIn.BREAK_GLASS_NOT_ALLOWED)) {
      return false;
    }
    if (enforcement == Enforcement.Warn) {
      return subject.occasion().ofChange() || !REFERENCES.contains(problem.rule());
    }
    return unchanged || mends && problem.terms().basis() == Basis.Date;
  }

  /** Whether nothing but the broken glass lets it through. */
  boolean glass(Problem problem) {
    return glass && problem.terms().basis() != Basis.Declaration && !passes(problem);
  }
}
