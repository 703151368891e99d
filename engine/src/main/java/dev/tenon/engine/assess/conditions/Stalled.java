package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Progress;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/**
 * Whether the newest generation will not go on without a change by a person. Shown only while it is
 * so.
 */
public final class Stalled implements ConditionRule {
  @Override
  public String type() {
    return "Stalled";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(
            Said.TRUE,
            "UnresolvedReference",
            "Something that it names has not been there for two minutes, or may not be used.",
            "Apply what the message names, or change the field."),
        new Meaning(
            Said.TRUE,
            "InvalidParameters",
            "Parameters or routes do not make a plan.",
            "Change the field that the message names."),
        new Meaning(
            Said.TRUE,
            "PolicyDenied",
            "A rule refuses to start this revision.",
            "Do what the message's fix says, or ask for a Waiver."),
        new Meaning(
            Said.TRUE,
            "StateStoreMissing",
            "It must store messages and there is no state store.",
            "Configure the state store of the runtime."),
        new Meaning(
            Said.TRUE,
            "RuntimeFailed",
            "The runtime could not start this revision.",
            "Do what the message says."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    Progress progress = Progress.of(situation);
    return progress.state() == Progress.State.Stuck
        ? say(situation, Said.TRUE, progress.reason(), progress.message())
        : Optional.empty();
  }
}
