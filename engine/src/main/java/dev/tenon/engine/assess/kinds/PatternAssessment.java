package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternStatus;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pattern's status: whether it can be followed, and by how many it is. */
public final class PatternAssessment {
  private PatternAssessment() {}

  /**
   * The status.
   *
   * @param problems what is wrong with the pattern whatever its parameters are
   */
  public static IntegrationPatternStatus of(
      IntegrationPattern pattern, List<Problem> problems, Estate estate, Instant now) {
    List<Condition> conditions = new ArrayList<>();
    if (problems.isEmpty()) {
      conditions.add(
          Named.said(pattern, "Ready", Said.TRUE, "Accepted", "Integrations can follow it"));
    } else {
      String message =
          Texts.list(
              problems,
              problem -> ProblemText.line(problem, Refs.of(pattern)) + "; fix: " + problem.fix());
      conditions.add(Named.said(pattern, "Ready", Said.FALSE, "InvalidPattern", message));
      conditions.add(Named.said(pattern, "Stalled", Said.TRUE, "InvalidPattern", message));
    }
    conditions.add(Named.resolvedRefs(pattern, estate));
    return new IntegrationPatternStatus(
        Named.generation(pattern),
        Transitions.carry(pattern.status(), conditions, now),
        Optional.of((long) estate.usersOf(Refs.of(pattern), Refs.INTEGRATION).size()));
  }
}
