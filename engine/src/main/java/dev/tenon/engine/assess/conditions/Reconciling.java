package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Progress;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Whether the newest generation is still being worked on. Shown only while it is. */
public final class Reconciling implements ConditionRule {
  @Override
  public String type() {
    return "Reconciling";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(
            Said.TRUE, "Progressing", "The newest generation is being brought to run.", "Wait."),
        new Meaning(
            Said.TRUE,
            "WaitingForReferences",
            "Something that it names is not there yet; after two minutes it is Stalled.",
            "Apply what the message names."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    Progress progress = Progress.of(situation);
    return progress.state() == Progress.State.Working
        ? say(situation, Said.TRUE, progress.reason(), progress.message())
        : Optional.empty();
  }
}
