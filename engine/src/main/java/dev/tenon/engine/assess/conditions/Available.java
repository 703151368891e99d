package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Whether some revision serves. */
public final class Available implements ConditionRule {
  @Override
  public String type() {
    return "Available";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(Said.TRUE, "Running", "The declared revision serves.", ""),
        new Meaning(
            Said.TRUE,
            "OlderRevision",
            "The last good revision serves; the declared one does not yet.",
            "See Stalled, if it is there."),
        new Meaning(Said.TRUE, "Elsewhere", "It runs elsewhere, as far as can be seen.", ""),
        new Meaning(Said.FALSE, "NotRunning", "Nothing of it runs.", "See Ready for why."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    if (situation.external()) {
      return situation.observation().phase() == Phase.Failed
          ? say(situation, Said.FALSE, "NotRunning", "It does not run where it should")
          : say(situation, Said.TRUE, "Elsewhere", "It runs elsewhere");
    }
    return situation
        .observation()
        .serving()
        .map(
            serving ->
                situation.serves()
                    ? say(situation, Said.TRUE, "Running", "Revision " + serving + " serves")
                    : say(
                        situation,
                        Said.TRUE,
                        "OlderRevision",
                        "Revision " + serving + " keeps running"))
        .orElseGet(() -> say(situation, Said.FALSE, "NotRunning", "No revision serves"));
  }
}
