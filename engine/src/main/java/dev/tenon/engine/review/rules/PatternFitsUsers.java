package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternSpec;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An edit of a pattern leaves a plan to everyone who follows it and had one: a parameter that is
 * newly required, or taken away, is a new pattern.
 */
final class PatternFitsUsers implements Rule {
  /** So many broken ones are enough to refuse. */
  private static final int ENOUGH = 50;

  /** So many are rendered, which takes long; of all others the parameters alone are looked at. */
  private static final int RENDERED = 500;

  private static final int SHOWN = 3;

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
    SortedMap<Ref, Problem> broken = broken(subject, after.get());
    // a second look at those only, because most edits break nobody
    subject
        .before()
        .ifPresent(was -> broken.keySet().removeIf(user -> !hadPlan(subject, was, user)));
    if (broken.isEmpty()) {
      return Stream.empty();
    }
    Problem why = broken.get(broken.firstKey());
    return Stream.of(
        Problem.deny(
            BuiltIn.PATTERN_BREAKS_USERS,
            subject.of(),
            FieldPath.of("spec"),
            "would leave without a plan "
                + (broken.size() < ENOUGH ? "" : "at least ")
                + Named.first(broken.keySet(), SHOWN)
                + "; the first because of "
                + why.at()
                + ": "
                + why.message(),
            "Give new parameters a default and keep old ones, or apply a pattern of another name and deprecate this one."));
  }

  /** Those who cannot follow the pattern as it will be, and the first reason of each. */
  private static SortedMap<Ref, Problem> broken(Subject subject, IntegrationPattern after) {
    SortedMap<Ref, Problem> broken = new TreeMap<>();
    int rendered = 0;
    for (Ref user : subject.estate().usersOf(subject.of(), Refs.INTEGRATION)) {
      Optional<Integration> follows =
          subject.estate().integration(user).filter(PatternFitsUsers::matters);
      if (follows.isEmpty()) {
        continue;
      }
      List<Problem> problems = subject.renderer().parameters(follows.get(), after);
      if (problems.isEmpty() && rendered < RENDERED) {
        rendered++;
        problems = subject.renderer().render(follows.get(), subject.estate()).problems();
      }
      problems.stream().findFirst().ifPresent(problem -> broken.put(user, problem));
      if (broken.size() == ENOUGH) {
        break;
      }
    }
    return broken;
  }

  private static boolean hadPlan(Subject subject, Subject was, Ref user) {
    return subject
        .estate()
        .integration(user)
        .filter(
            integration ->
                subject.renderer().render(integration, was.estate()).problems().isEmpty())
        .isPresent();
  }

  private static boolean matters(Integration integration) {
    return integration.spec().stage() != Stage.Retired && !integration.isMarkedForDeletion();
  }

  private static boolean sameToUsers(IntegrationPatternSpec one, IntegrationPatternSpec other) {
    return one.parameterSchema().equals(other.parameterSchema())
        && one.routes().equals(other.routes())
        && one.resilience().equals(other.resilience());
  }
}
