package dev.tenon.engine.assess.conditions;

import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.plan.Durations;
import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.RunnerReport.Trouble;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what runs gets its messages delivered. Ready does not depend on it: an outage of a vendor
 * must not block its mend.
 */
public final class Healthy implements ConditionRule {
  /** Characters of a cause that are shown: what to do must fit behind it. */
  private static final int CAUSE = 600;

  @Override
  public String type() {
    return "Healthy";
  }

  @Override
  public List<Meaning> meanings() {
    return List.of(
        new Meaning(
            Said.TRUE,
            "Healthy",
            "Every System called answers, nothing is held, there are no dead letters.",
            ""),
        new Meaning(
            Said.FALSE,
            "CredentialsRefused",
            "A System refuses the credentials, also with a new token.",
            "Mend the System's Secret in this namespace; no restart is needed."),
        new Meaning(
            Said.FALSE,
            "DeadLetters",
            "Messages could not be delivered and never will be by themselves.",
            "Mend the cause that the message names, then apply a Replay."),
        new Meaning(
            Said.FALSE,
            "SystemUnavailable",
            "A System does not answer. Messages for it are held and delivered when it does.",
            "Nothing: it ends by itself. See the System's statusPage."),
        new Meaning(
            Said.FALSE,
            "QuotaExhausted",
            "The granted share of a limit is used up. Polls skip, messages wait.",
            "Nothing, or claim more of the limit."),
        new Meaning(Said.UNKNOWN, "NotRunning", "Nothing of it runs here.", "See Ready for why."));
  }

  @Override
  public Optional<Condition> assess(Situation situation) {
    Observation observation = situation.observation();
    if (observation.serving().isEmpty()) {
      return say(situation, Said.UNKNOWN, "NotRunning", "No revision serves here");
    }
    Optional<String> refused =
        system(observation, Trouble.CredentialsRefused, " has refused the credentials since ");
    if (refused.isPresent()) {
      return say(
          situation,
          Said.FALSE,
          "CredentialsRefused",
          refused.get()
              + "; mend its Secret in this namespace, a restart is not needed"
              + held(situation));
    }
    if (observation.messages().deadLetters() > 0) {
      return say(situation, Said.FALSE, "DeadLetters", dead(observation));
    }
    Optional<String> away =
        system(observation, Trouble.Unavailable, " has been unavailable since ");
    if (away.isPresent()) {
      return say(situation, Said.FALSE, "SystemUnavailable", away.get() + held(situation));
    }
    Optional<String> spent =
        system(
            observation,
            Trouble.QuotaExhausted,
            " has had no permits left for this integration since ");
    if (spent.isPresent()) {
      return say(
          situation,
          Said.FALSE,
          "QuotaExhausted",
          spent.get() + "; polls skip and messages wait until permits are free again");
    }
    return observation.messages().held() > 0
        ? say(
            situation,
            Said.FALSE,
            "SystemUnavailable",
            "Messages wait for a System that was away" + held(situation))
        : say(
            situation,
            Said.TRUE,
            "Healthy",
            "Every System called answers; nothing is held and there are no dead letters");
  }

  /** Without their number, which would make every further one a change of this condition. */
  private static String dead(Observation observation) {
    String why =
        observation
            .deadLetterCause()
            .map(cause -> "; the last one died of: " + ProblemText.shortened(cause, CAUSE))
            .map(cause -> cause + "; mend that, then apply")
            .orElse("; when the cause is mended, apply");
    return "Messages could not be delivered and are kept"
        + why
        + " a Replay with from.deadLetters, which delivers them again; status.messages counts them";
  }

  private static Optional<String> system(Observation observation, Trouble trouble, String what) {
    return observation.systems().entrySet().stream()
        .filter(entry -> entry.getValue().trouble() == trouble)
        .findFirst()
        .map(entry -> text(entry, what));
  }

  private static String text(Map.Entry<String, SystemHealth> entry, String what) {
    SystemHealth health = entry.getValue();
    return "System "
        + entry.getKey()
        + what
        + health.since().truncatedTo(ChronoUnit.SECONDS)
        + " ("
        + health.detail()
        + ")";
  }

  private static String held(Situation situation) {
    String first =
        situation
            .observation()
            .backlog()
            .map(backlog -> ", first at " + backlog.deadLetterAt().truncatedTo(ChronoUnit.SECONDS))
            .orElse("");
    return situation
        .rendering()
        .result()
        .filter(plan -> !plan.facts().inboxes().isEmpty())
        .map(
            plan ->
                "; messages for it are held and delivered when it answers; what is held for "
                    + Durations.format(plan.resilience().hold().maxAge())
                    + " becomes a dead letter"
                    + first)
        .orElse("");
  }
}
