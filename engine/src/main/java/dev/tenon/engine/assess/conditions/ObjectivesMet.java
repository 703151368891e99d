package dev.tenon.engine.assess.conditions;

import dev.tenon.api.v1alpha1.SloStatus;
import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import io.fabric8.kubernetes.api.model.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether every objective has error budget left. Ready never depends on it. */
public final class ObjectivesMet implements ConditionRule {
  /** The rate at which the SRE workbook pages: 2 % of a 30 days' budget in an hour. */
  private static final BigDecimal FAST = new BigDecimal("14.4");

  @Override
  public String type() {
    return "ObjectivesMet";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(Said.TRUE, "Met", "Every objective has error budget left.", ""),
        new Meaning(
            Said.TRUE,
            "NoObjectives",
            "No objective is declared.",
            "Declare one in spec.slos, so that one knows whether it works."),
        new Meaning(
            Said.FALSE,
            "BudgetExhausted",
            "An objective's error budget is spent.",
            "Make it reliable before anything else; see Healthy for what is wrong now."),
        new Meaning(
            Said.FALSE,
            "BurningFast",
            "An objective's error budget is being spent at 14.4 times the sustainable rate or faster.",
            "See Healthy for what is wrong now."),
        new Meaning(Said.UNKNOWN, "NoData", "There is no measure of an objective.", ""));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    List<SloStatus> objectives = situation.objectives();
    if (situation.declared().spec().slos().isEmpty()) {
      return say(situation, Said.TRUE, "NoObjectives", "No objective is declared");
    }
    List<SloStatus> spent =
        objectives.stream()
            .filter(
                slo -> slo.budgetRemainingPercent().filter(left -> left.signum() <= 0).isPresent())
            .toList();
    if (!spent.isEmpty()) {
      return say(
          situation, Said.FALSE, "BudgetExhausted", "The error budget is spent: " + names(spent));
    }
    List<SloStatus> burning =
        objectives.stream()
            .filter(slo -> slo.burnRate().filter(rate -> rate.compareTo(FAST) >= 0).isPresent())
            .toList();
    if (!burning.isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          "BurningFast",
          "The error budget is being spent too fast: " + names(burning));
    }
    boolean measured =
        objectives.size() == situation.declared().spec().slos().size()
            && objectives.stream().allMatch(slo -> slo.budgetRemainingPercent().isPresent());
    return measured
        ? say(situation, Said.TRUE, "Met", "Every objective has error budget left")
        : say(situation, Said.UNKNOWN, "NoData", "There is no measure yet");
  }

  private static String names(List<SloStatus> objectives) {
    return objectives.stream().map(SloStatus::name).sorted().collect(Collectors.joining(", "));
  }
}
