package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternSpec;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An edit of a pattern leaves a plan to everyone who follows it and had one: a parameter that is
 * newly required, or taken away, is a new pattern.
 */
final class PatternFitsUsers implements Rule {
  @Override
  public String name() {
    return BuiltIn.PATTERN_BREAKS_USERS;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    Optional<IntegrationPattern> after = subject.change().after(IntegrationPattern.class);
    Optional<IntegrationPattern> before = subject.change().before(IntegrationPattern.class);
    if (!subject.occasion().ofChange()
        || before.isEmpty()
        || after.isEmpty()
        || sameToUsers(before.get().spec(), after.get().spec())
        || !subject.renderer().check(after.get()).isEmpty()) {
      return Stream.empty();
    }
    List<Ref> broken = new ArrayList<>();
    Optional<Problem> first = Optional.empty();
    for (Ref user : subject.estate().usersOf(subject.of(), Refs.INTEGRATION)) {
      Optional<Problem> why = breaks(subject, user);
      why.ifPresent(problem -> broken.add(user));
      first = first.or(() -> why);
    }
    return first
        .map(
            why ->
                Problem.deny(
                    BuiltIn.PATTERN_BREAKS_USERS,
                    subject.of(),
                    FieldPath.of("spec"),
                    "would leave without a plan "
                        + Named.first(broken, 3)
                        + "; the first because of "
                        + why.at()
                        + ": "
                        + why.message(),
                    "Give new parameters a default and keep old ones, or apply a pattern of another name and deprecate this one."))
        .stream();
  }

  private static boolean sameToUsers(IntegrationPatternSpec one, IntegrationPatternSpec other) {
    return one.parameterSchema().equals(other.parameterSchema())
        && one.routes().equals(other.routes())
        && one.resilience().equals(other.resilience());
  }

  /** Why a user that had a plan has none any more. */
  private static Optional<Problem> breaks(Subject subject, Ref user) {
    Optional<Integration> integration =
        subject
            .estate()
            .integration(user)
            .filter(it -> it.spec().stage() != Stage.Retired && !it.isMarkedForDeletion());
    return integration.flatMap(
        it -> {
          Optional<Problem> now = problem(subject, it, subject.estate());
          // what has a plan now needs no second look
          return now.filter(
              why ->
                  subject
                      .before()
                      .filter(was -> problem(subject, it, was.estate()).isEmpty())
                      .isPresent());
        });
  }

  private static Optional<Problem> problem(
      Subject subject, Integration integration, Estate estate) {
    return subject.renderer().render(integration, estate).problems().stream().findFirst();
  }
}
