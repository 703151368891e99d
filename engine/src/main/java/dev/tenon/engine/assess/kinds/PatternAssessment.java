package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternStatus;
import dev.tenon.engine.assess.Meaning;
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
  private static final KindCondition READY =
      KindCondition.of(
          "Ready",
          new Meaning(Said.TRUE, "Accepted", "Integrations can follow it.", ""),
          new Meaning(
              Said.FALSE,
              "InvalidPattern",
              "Whatever the parameters, its routes do not make a plan.",
              "Change the field that the message names."));
  private static final KindCondition STALLED =
      KindCondition.of(
          "Stalled",
          new Meaning(
              Said.TRUE,
              "InvalidPattern",
              "As Ready. What runs by its last good form keeps running.",
              "Change the field that the message names."));

  static final List<KindCondition> CONDITIONS = List.of(READY, STALLED, Named.RESOLVED_REFS);

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
      conditions.add(READY.say(pattern, "Accepted", "Integrations can follow it"));
    } else {
      String message =
          Texts.list(
              problems,
              problem -> ProblemText.line(problem, Refs.of(pattern)) + "; fix: " + problem.fix());
      conditions.add(READY.say(pattern, "InvalidPattern", message));
      conditions.add(STALLED.say(pattern, "InvalidPattern", message));
    }
    conditions.add(Named.resolvedRefs(pattern, estate));
    return new IntegrationPatternStatus(
        Named.generation(pattern),
        Transitions.carry(pattern.status(), conditions, now),
        Optional.of((long) estate.usersOf(Refs.of(pattern), Refs.INTEGRATION).size()));
  }
}
