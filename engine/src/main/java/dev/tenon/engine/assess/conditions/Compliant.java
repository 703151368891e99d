package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Pass;
import dev.tenon.engine.problem.Problem;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether no policy is violated without a live waiver, and neither the integration nor its pattern
 * is past its end. A policy that reads what is not there says nothing, so that silence is no
 * compliance before all that is named is there. What violates a policy that only warns or audits
 * violates it too; what it does to a change is another matter.
 */
public final class Compliant implements ConditionRule {
  /** Built-in rules about ends that are agreed on: no other condition tells of them. */
  private static final Set<String> ENDS = Set.of(BuiltIn.SUNSET_PASSED, BuiltIn.PATTERN_DEPRECATED);

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
            "What violates a policy has a live waiver; the message says until when.",
            "Mend it before the waiver expires."),
        new Meaning(
            Said.TRUE,
            "ViolationsDue",
            "A policy is violated that will only refuse from a day to come, or the pattern that it follows ends.",
            "Do what the fix says before the day that the message names."),
        new Meaning(
            Said.FALSE,
            "Violations",
            "A policy is violated. What runs goes on running.",
            "Do what the fix says, or ask for a Waiver."),
        new Meaning(
            Said.FALSE,
            "WaiverExpired",
            "A policy is violated, and the Waiver that let it pass has expired. What runs goes on running; the next change is refused.",
            "Do what the fix says, or ask for a new Waiver."),
        new Meaning(
            Said.UNKNOWN,
            "NotReviewed",
            "Not every policy could be asked: what it names is not there, or its routes do not make a plan.",
            "Do what ResolvedRefs and Stalled say."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    if (situation.policies().isEmpty()) {
      return say(situation, Said.UNKNOWN, "NotReviewed", "No policy was asked about it");
    }
    List<Problem> all =
        Stream.concat(
                situation.policies().get().problems().stream(),
                situation.builtIn().problems().stream()
                    .filter(problem -> ENDS.contains(problem.rule())))
            .sorted()
            .toList();
    List<Problem> due =
        all.stream().filter(problem -> problem.waiver().isEmpty() && later(problem)).toList();
    List<Problem> violations =
        all.stream().filter(problem -> problem.waiver().isEmpty() && !later(problem)).toList();
    if (!violations.isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          violations.stream().anyMatch(Compliant::expired) ? "WaiverExpired" : "Violations",
          Texts.problems(situation, violations) + running(situation));
    }
    if (!situation.gating().isEmpty() || situation.rendering().result().isEmpty()) {
      return say(
          situation,
          Said.UNKNOWN,
          "NotReviewed",
          "No policy that could be asked is violated; the others wait for what is missing or wrong: "
              + Texts.list(missing(situation), problem -> problem.message()));
    }
    if (!due.isEmpty()) {
      return say(situation, Said.TRUE, "ViolationsDue", Texts.problems(situation, due));
    }
    return all.isEmpty()
        ? say(situation, Said.TRUE, "Compliant", "No policy is violated")
        : say(situation, Said.TRUE, "Waived", Texts.problems(situation, all));
  }

  private static List<Problem> missing(Situation situation) {
    return Stream.concat(situation.gating().stream(), situation.unrenderable().stream()).toList();
  }

  private static boolean later(Problem problem) {
    return problem.terms().due().isPresent() || problem.rule().equals(BuiltIn.PATTERN_DEPRECATED);
  }

  private static boolean expired(Problem problem) {
    return problem.terms().pass().filter(pass -> pass.state() == Pass.State.Expired).isPresent();
  }

  private static String running(Situation situation) {
    return situation
        .observation()
        .serving()
        .map(revision -> ". Revision " + revision + " keeps running")
        .orElse("");
  }
}
