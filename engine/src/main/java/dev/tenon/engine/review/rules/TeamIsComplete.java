package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TeamSpec;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a Team leaves open is legal, and worth a warning. */
final class TeamIsComplete implements Rule {
  @Override
  public String name() {
    return BuiltIn.TEAM_INCOMPLETE;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.change().after(Team.class).stream()
        .flatMap(team -> problems(subject, team.spec()).stream());
  }

  private static List<Problem> problems(Subject subject, TeamSpec team) {
    List<Problem> problems = new ArrayList<>();
    if (team.members().size() < 2) {
      problems.add(
          warning(
              subject,
              "spec.members",
              "fewer than two members: nothing that it owns can be in Production",
              "Add the people who know what it owns, at least two."));
    }
    if (team.namespaces().isEmpty()) {
      problems.add(
          warning(
              subject,
              "spec.namespaces",
              "no namespaces: anybody may name it as an owner, anywhere",
              "List the namespaces of the team."));
    }
    return problems;
  }

  private static Problem warning(Subject subject, String at, String message, String fix) {
    return Problem.deny(BuiltIn.TEAM_INCOMPLETE, subject.of(), FieldPath.of(at), message, fix)
        .with(Action.Warn);
  }
}
