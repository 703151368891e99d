package dev.tenon.engine.review.rules;

import dev.tenon.api.WellKnown;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.stream.Stream;

/**
 * Glass is broken by those who may. It is asked of the annotation itself, because the operator
 * believes what stands there.
 */
final class GlassIsBrokenByRight implements Rule {
  @Override
  public String name() {
    return BuiltIn.BREAK_GLASS_NOT_ALLOWED;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.change().by().stream()
        .filter(actor -> subject.change().breaksGlass() && !actor.may(Right.BreakGlass))
        .map(
            actor ->
                Problem.deny(
                    BuiltIn.BREAK_GLASS_NOT_ALLOWED,
                    subject.of(),
                    FieldPath.of("metadata.annotations").key(WellKnown.BREAK_GLASS),
                    "user " + actor.username() + " may not break glass",
                    "Remove the annotation, or ask someone who has the right to "
                        + Right.BreakGlass
                        + "."));
  }
}
