package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.review.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Whether no policy is violated without a live waiver. */
public final class Compliant implements ConditionRule {
  @Override
  public String type() {
    return "Compliant";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(Said.TRUE, "Compliant", "No policy is violated.", ""),
        new Meaning(
            Said.TRUE,
            "Waived",
            "What violates a policy has a live waiver.",
            "Mend it before the waiver expires."),
        new Meaning(
            Said.FALSE,
            "Violations",
            "A policy is violated. What runs goes on running.",
            "Do what the fix says, or ask for a Waiver."),
        new Meaning(Said.UNKNOWN, "NotReviewed", "No policy was asked about it.", ""));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    if (situation.policies().isEmpty()) {
      return say(situation, Said.UNKNOWN, "NotReviewed", "No policy was asked about it");
    }
    Verdict verdict = situation.policies().get();
    if (!verdict.denials().isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          "Violations",
          Texts.problems(situation, verdict.denials())
              + situation
                  .observation()
                  .serving()
                  .map(running -> ". Revision " + running + " keeps running")
                  .orElse(""));
    }
    List<Problem> waived =
        verdict.problems().stream().filter(problem -> problem.waiver().isPresent()).toList();
    return waived.isEmpty()
        ? say(situation, Said.TRUE, "Compliant", "No policy is violated")
        : say(situation, Said.TRUE, "Waived", Texts.problems(situation, waived));
  }
}
