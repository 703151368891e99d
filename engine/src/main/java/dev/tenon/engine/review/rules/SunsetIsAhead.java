package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Deprecation;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.PatternDeprecation;
import dev.tenon.api.v1alpha1.PatternUse;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.Basis;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Neither an integration nor the pattern that it follows has come to its end. What runs then goes
 * on running; it only changes by being mended.
 */
final class SunsetIsAhead implements Rule {
  @Override
  public String name() {
    return BuiltIn.SUNSET_PASSED;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return Stream.concat(
        own(subject).filter(day -> !day.isAfter(subject.today())).stream()
            .map(
                day ->
                    problem(
                        subject,
                        "spec.deprecation.sunsetDate",
                        "it was meant to end on " + day,
                        "Set spec.stage to Retired, or agree on another day.")),
        ofPattern(subject).filter(day -> !day.isAfter(subject.today())).stream()
            .map(
                day ->
                    problem(
                        subject,
                        "spec.pattern.name",
                        "the pattern that it follows ended on " + day,
                        "Follow another pattern, or set spec.stage to Deprecated or Retired.")));
  }

  private static Problem problem(Subject subject, String at, String message, String fix) {
    return Problem.deny(BuiltIn.SUNSET_PASSED, subject.of(), FieldPath.of(at), message, fix)
        .on(Basis.Date);
  }

  private static Optional<Integration> alive(Subject subject) {
    return subject.integration().filter(it -> it.spec().stage() != Stage.Retired);
  }

  private static Optional<LocalDate> own(Subject subject) {
    return alive(subject).flatMap(it -> it.spec().deprecation()).map(Deprecation::sunsetDate);
  }

  private static Optional<LocalDate> ofPattern(Subject subject) {
    return alive(subject)
        .filter(it -> it.spec().stage() != Stage.Deprecated)
        .flatMap(it -> it.spec().pattern())
        .map(PatternUse::name)
        .flatMap(name -> subject.estate().pattern(name))
        .flatMap(pattern -> pattern.spec().deprecation())
        .map(PatternDeprecation::sunsetDate);
  }

  @Override
  public Optional<Instant> until(Subject subject) {
    return Stream.concat(own(subject).stream(), ofPattern(subject).stream())
        .filter(day -> day.isAfter(subject.today()))
        .min(LocalDate::compareTo)
        .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
