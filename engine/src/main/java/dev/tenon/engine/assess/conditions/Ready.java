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
 * Whether the declared state is reached: the declared revision serves, or stage and pauses say that
 * it should not run.
 */
public final class Ready implements ConditionRule {
  @Override
  public String type() {
    return "Ready";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(Said.TRUE, "Running", "The declared revision serves.", ""),
        new Meaning(
            Said.TRUE,
            "Draft",
            "A draft does not run, as declared.",
            "Set spec.stage to Pilot or Production when it is to run."),
        new Meaning(Said.TRUE, "Retired", "It runs no more, as declared.", ""),
        new Meaning(
            Said.TRUE,
            "Paused",
            "A Pause stops its intake; what is stored is still delivered.",
            "Delete the Pause, or wait for its endTime."),
        new Meaning(
            Said.FALSE,
            "Progressing",
            "The newest generation is being brought to run.",
            "Wait; Stalled says if it cannot go on."),
        new Meaning(
            Said.FALSE,
            "WaitingForReferences",
            "Something that it names is not there yet.",
            "Apply what the message names."),
        new Meaning(
            Said.FALSE,
            "UnresolvedReference",
            "Something that it names is not there, or may not be used.",
            "Apply what the message names, or change the field."),
        new Meaning(
            Said.FALSE,
            "InvalidParameters",
            "Parameters or routes do not make a plan; the last good revision keeps running.",
            "Change the field that the message names."),
        new Meaning(
            Said.FALSE,
            "PolicyDenied",
            "A rule refuses to start this revision.",
            "Do what the message's fix says, or ask for a Waiver."),
        new Meaning(
            Said.FALSE,
            "StateStoreMissing",
            "It must store messages and there is no state store.",
            "Configure the state store of the runtime."),
        new Meaning(
            Said.FALSE,
            "RuntimeFailed",
            "The runtime could not start this revision; the last good revision keeps running.",
            "Do what the message says."),
        new Meaning(
            Said.UNKNOWN,
            "Pending",
            "The operator has not seen the object yet.",
            "If it lasts, see whether the operator runs."),
        new Meaning(
            Said.UNKNOWN,
            "ReconcileDisabled",
            "An annotation makes the operator keep its hands off.",
            "Remove the annotation tenon.dev/reconcile."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    Progress progress = Progress.of(situation);
    String status =
        switch (progress.state()) {
          case Settled -> Said.TRUE;
          case Working, Stuck -> Said.FALSE;
          case Disabled -> Said.UNKNOWN;
        };
    return say(situation, status, progress.reason(), progress.message());
  }
}
