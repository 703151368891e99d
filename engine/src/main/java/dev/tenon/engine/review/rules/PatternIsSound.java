package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import java.util.stream.Stream;

/** A pattern can be filled in: its schema is one, and its parameters stand where they may. */
final class PatternIsSound implements Rule {
  @Override
  public String name() {
    return BuiltIn.INVALID_ROUTES;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.change().after(IntegrationPattern.class).stream()
        .flatMap(pattern -> subject.renderer().check(pattern).stream());
  }
}
