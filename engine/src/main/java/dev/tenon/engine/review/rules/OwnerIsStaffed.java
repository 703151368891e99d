package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.stream.Stream;

/**
 * At least two people know an integration that others depend on. Before that, a warning says so;
 * and where somebody has left since it was admitted, a warning too, or nobody could mend it.
 */
final class OwnerIsStaffed implements Rule {
  private static final int ENOUGH = 2;

  @Override
  public String name() {
    return BuiltIn.OWNER_UNDERSTAFFED;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .flatMap(
            integration ->
                subject.estate().team(integration.spec().owner().team()).stream()
                    .map(team -> team.spec().members().size())
                    .filter(members -> members < ENOUGH)
                    .map(members -> problem(subject, integration, members)));
  }

  private static Problem problem(Subject subject, Integration integration, int members) {
    String owner = integration.spec().owner().team();
    return Problem.deny(
            BuiltIn.OWNER_UNDERSTAFFED,
            subject.of(),
            FieldPath.of("spec.owner.team"),
            "Team "
                + owner
                + " has "
                + (members == 0 ? "no members" : "one member")
                + ": the integration stops when that is not enough",
            "Add members to Team " + owner + ", at least two, or name another owner.")
        .about(Refs.team(owner))
        .with(production(integration) && !was(subject, owner) ? Action.Deny : Action.Warn);
  }

  private static boolean production(Integration integration) {
    return integration.spec().stage() == Stage.Production;
  }

  /** Whether that Team owned it in Production before. */
  private static boolean was(Subject subject, String owner) {
    return subject
        .change()
        .before(Integration.class)
        .filter(it -> production(it) && it.spec().owner().team().equals(owner))
        .isPresent();
  }
}
