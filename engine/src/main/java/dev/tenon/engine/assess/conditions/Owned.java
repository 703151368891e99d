package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Ownership;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Whether the owner exists, is staffed by at least two, and has confirmed in time. */
public final class Owned implements ConditionRule {
  @Override
  public String type() {
    return "Owned";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(
            Said.TRUE,
            "Owned",
            "The owner has at least two members and has confirmed in time.",
            ""),
        new Meaning(
            Said.TRUE,
            "ConfirmationDueSoon",
            "The owner's confirmation ends within 30 days.",
            "Set spec.owner.confirmedDate to today, if it is still theirs."),
        new Meaning(
            Said.FALSE,
            "TeamNotFound",
            "There is no Team of the owner's name.",
            "Apply the Team, or name another owner."),
        new Meaning(
            Said.FALSE,
            "SingleMember",
            "Fewer than two people know it.",
            "Add a member to the Team, or name a Team with two."),
        new Meaning(
            Said.FALSE,
            "ConfirmationDue",
            "The owner has not confirmed in time. Traffic goes on.",
            "Set spec.owner.confirmedDate to today, or name another owner."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    Ownership ownership = situation.ownership();
    String name = situation.declared().spec().owner().team();
    if (ownership.team().isEmpty()) {
      return say(
          situation,
          Said.FALSE,
          "TeamNotFound",
          "There is no Team " + name + "; apply it or change spec.owner.team");
    }
    if (ownership.members() < 2) {
      return say(
          situation,
          Said.FALSE,
          "SingleMember",
          "Team "
              + name
              + (ownership.members() == 1 ? " has one member" : " has no member")
              + ": when that person is away nobody knows this integration; add a member to the Team, or name another owner");
    }
    if (situation.today().isAfter(ownership.goodUntil())) {
      return say(
          situation,
          Said.FALSE,
          "ConfirmationDue",
          "The owner's last word is of "
              + ownership.confirmed()
              + " and was good until "
              + ownership.goodUntil()
              + "; set spec.owner.confirmedDate if it is still theirs");
    }
    if (!situation.today().isBefore(ownership.goodUntil().minusDays(Ownership.REMINDER_DAYS))) {
      return say(
          situation,
          Said.TRUE,
          "ConfirmationDueSoon",
          "The owner's confirmation is good until "
              + ownership.goodUntil()
              + "; renew it by spec.owner.confirmedDate");
    }
    return say(
        situation,
        Said.TRUE,
        "Owned",
        "Team " + name + " owns it; confirmed until " + ownership.goodUntil());
  }
}
