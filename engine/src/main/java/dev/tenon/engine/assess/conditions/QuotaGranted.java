package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Shortfall;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.assess.Texts;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Whether every claim is granted in full. */
public final class QuotaGranted implements ConditionRule {
  @Override
  public String type() {
    return "QuotaGranted";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(Said.TRUE, "Granted", "Every claim is granted in full.", ""),
        new Meaning(
            Said.TRUE, "NothingClaimed", "A draft, and what is retired, claims nothing.", ""),
        new Meaning(
            Said.FALSE,
            "Overcommitted",
            "A limit is claimed beyond what can be allocated, and others go first. What was granted is what is used.",
            "Lower the claim, raise the criticality, or agree with those that hold the rest."),
        new Meaning(
            Said.FALSE,
            "LimitUnknown",
            "A claim names a limit that the System does not have.",
            "Name one of the System's limits."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    if (!situation.declared().spec().stage().runs()) {
      return say(
          situation, Said.TRUE, "NothingClaimed", "A stage that does not run claims nothing");
    }
    List<Shortfall> unknown =
        situation.shortfalls().stream().filter(shortfall -> !shortfall.known()).toList();
    if (!unknown.isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          "LimitUnknown",
          Texts.list(
              unknown,
              shortfall ->
                  "System "
                      + shortfall.limit().system()
                      + " has no limit "
                      + shortfall.limit().limit()));
    }
    return situation.shortfalls().isEmpty()
        ? say(situation, Said.TRUE, "Granted", "Every claim is granted in full")
        : say(
            situation,
            Said.FALSE,
            "Overcommitted",
            Texts.list(situation.shortfalls(), QuotaGranted::text));
  }

  private static String text(Shortfall shortfall) {
    return shortfall.limit()
        + ": "
        + shortfall.granted()
        + " of "
        + shortfall.claimed()
        + " granted; "
        + shortfall.allocatable()
        + " can be allocated in all";
  }
}
