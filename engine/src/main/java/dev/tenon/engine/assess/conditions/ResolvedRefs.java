package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.NotFound;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Whether everything that it names exists and may be used. */
public final class ResolvedRefs implements ConditionRule {
  @Override
  public String type() {
    return "ResolvedRefs";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(Said.TRUE, "Resolved", "Everything that it names exists and may be used.", ""),
        new Meaning(
            Said.FALSE,
            "TeamNotFound",
            "A Team that it names does not exist.",
            "Apply the Team, or change the field."),
        new Meaning(
            Said.FALSE,
            "SystemNotFound",
            "A System that it names does not exist.",
            "Apply the System, or change the field."),
        new Meaning(
            Said.FALSE,
            "PatternNotFound",
            "The IntegrationPattern that it names does not exist.",
            "Apply the pattern, or change the field."),
        new Meaning(
            Said.FALSE,
            "IntegrationNotFound",
            "An Integration that it names does not exist.",
            "Apply the Integration, or change the field."),
        new Meaning(
            Said.FALSE,
            "ReferenceNotFound",
            "Another object that it names does not exist.",
            "Apply it, or change the field."),
        new Meaning(
            Said.FALSE,
            "SystemNotAvailable",
            "A System that it names may not be used by this team, or for these classes of data.",
            "Ask the System's owner for availableTo, or use another System."),
        new Meaning(
            Said.FALSE,
            "TeamNotAvailable",
            "The owner Team does not list this namespace.",
            "Add the namespace to the Team, or name another owner."),
        new Meaning(
            Said.FALSE,
            "NotAvailable",
            "Something else that it names may not be used here.",
            "Do what the message says."),
        new Meaning(
            Said.FALSE,
            "SecretMissing",
            "A Secret, a key of it, or its label is missing in the namespace.",
            "Apply the Secret that the message names, with its label."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    List<Problem> problems = situation.unresolved();
    if (!problems.isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          reason(problems.get(0)),
          Texts.list(
              problems, problem -> ProblemText.line(problem, Refs.of(situation.declared()))));
    }
    if (!situation.observation().missing().isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          "SecretMissing",
          Texts.list(situation.observation().missing(), ResolvedRefs::missing));
    }
    return say(situation, Said.TRUE, "Resolved", "Everything named exists and may be used");
  }

  private static String missing(SecretKey key) {
    return "Secret "
        + key.secret()
        + " has no key "
        + key.key()
        + ", does not exist, or lacks the label tenon.dev/use: \"true\"";
  }

  private static String reason(Problem problem) {
    String kind = problem.about().map(Ref::kind).orElse("");
    if (problem.rule().equals(BuiltIn.REFERENCE_NOT_AVAILABLE)) {
      return switch (kind) {
        case Refs.SYSTEM -> "SystemNotAvailable";
        case Refs.TEAM -> "TeamNotAvailable";
        default -> "NotAvailable";
      };
    }
    return NotFound.reason(kind);
  }
}
