package dev.tenon.engine.review.rules;

import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.estate.Reference.Use;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is named exists. What an integration does not need to run, such as an upstream, is never
 * more than a warning once it is admitted. Secrets are not looked at: only their own namespace's
 * pods may read them.
 */
final class ReferencesExist implements Rule {
  @Override
  public String name() {
    return BuiltIn.REFERENCE_NOT_FOUND;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    if (subject.change().after().isEmpty()) {
      return Stream.empty();
    }
    Set<Ref> told = new HashSet<>();
    subject.rendering().stream()
        .flatMap(rendering -> rendering.problems().stream())
        .forEach(problem -> problem.about().ifPresent(told::add));
    return subject.estate().references(subject.of()).stream()
        .filter(reference -> reference.use() != Use.Secret)
        .filter(reference -> !told.contains(reference.to()))
        .filter(reference -> !subject.estate().has(reference.to()))
        .map(reference -> problem(subject, reference));
  }

  private static Problem problem(Subject subject, Reference reference) {
    Action action =
        subject.occasion() == Occasion.Background && !reference.use().needed()
            ? Action.Warn
            : subject.occasion().missing();
    return Problem.missing(subject.of(), reference.at(), reference.to()).with(action);
  }
}
