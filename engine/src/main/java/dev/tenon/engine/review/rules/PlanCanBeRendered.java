package dev.tenon.engine.review.rules;

import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import java.util.stream.Stream;

/** Whatever keeps an Integration from a plan: its parameters, its routes, its resilience. */
final class PlanCanBeRendered implements Rule {
  @Override
  public String name() {
    return BuiltIn.INVALID_ROUTES;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.rendering().stream()
        .flatMap(rendering -> rendering.problems().stream())
        .map(
            problem ->
                problem.rule().equals(BuiltIn.REFERENCE_NOT_FOUND)
                    ? problem.with(subject.occasion().missing())
                    : problem);
  }
}
