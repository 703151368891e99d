package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.PatternDeprecation;
import dev.tenon.api.v1alpha1.PatternUse;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.Optional;
import java.util.stream.Stream;

/** Nothing new follows a pattern that ends; what follows it already is warned. */
final class PatternIsCurrent implements Rule {
  @Override
  public String name() {
    return BuiltIn.PATTERN_DEPRECATED;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .filter(integration -> integration.spec().stage() != Stage.Retired)
        .flatMap(integration -> integration.spec().pattern().stream())
        .map(PatternUse::name)
        .flatMap(
            name ->
                subject.estate().pattern(name).stream()
                    .flatMap(pattern -> pattern.spec().deprecation().stream())
                    .map(deprecation -> problem(subject, name, deprecation)));
  }

  private static Problem problem(Subject subject, String name, PatternDeprecation deprecation) {
    return Problem.deny(
            BuiltIn.PATTERN_DEPRECATED,
            subject.of(),
            FieldPath.of("spec.pattern.name"),
            "pattern "
                + name
                + " ends on "
                + deprecation.sunsetDate()
                + ": "
                + deprecation.rationale(),
            "Follow "
                + deprecation
                    .replacedBy()
                    .map(other -> "pattern " + other)
                    .orElse("another pattern")
                + ".")
        .about(Refs.pattern(name))
        .with(subject.occasion().ofChange() && isNew(subject, name) ? Action.Deny : Action.Warn);
  }

  private static boolean isNew(Subject subject, String name) {
    Optional<String> before =
        subject
            .change()
            .before(Integration.class)
            .flatMap(integration -> integration.spec().pattern())
            .map(PatternUse::name);
    return !before.equals(Optional.of(name));
  }
}
