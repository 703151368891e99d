package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicyStatus;
import dev.tenon.api.v1alpha1.PolicyAction;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy's status: whether it can be evaluated, what it does now, and how many violate it. */
public final class PolicyAssessment {
  private static final KindCondition READY =
      KindCondition.of(
          "Ready",
          new Meaning(Said.TRUE, "Accepted", "Its expressions compile.", ""),
          new Meaning(
              Said.FALSE,
              "InvalidPolicy",
              "Its expressions do not compile, or its name is that of a built-in rule. It has no effect.",
              "Do what the message says."));
  private static final KindCondition STALLED =
      KindCondition.of(
          "Stalled",
          new Meaning(
              Said.TRUE,
              "InvalidPolicy",
              "It will have no effect without a change by a person.",
              "Do what the message says."));
  private static final KindCondition ENFORCED =
      KindCondition.of(
          "Enforced",
          new Meaning(Said.TRUE, "Denies", "A change that violates it is refused.", ""),
          new Meaning(Said.TRUE, "Warns", "A change that violates it is warned of.", ""),
          new Meaning(Said.TRUE, "Audits", "What violates it is shown and let be.", ""),
          new Meaning(
              Said.FALSE,
              "NotYetEffective",
              "Its effectiveDate is to come; until then it warns.",
              ""),
          new Meaning(
              Said.FALSE, "NotEnforced", "It is invalid, and has no effect.", "See Ready."));

  static final List<KindCondition> CONDITIONS =
      List.of(READY, STALLED, ENFORCED, Named.RESOLVED_REFS);

  private PolicyAssessment() {}

  /**
   * How many objects violate a policy now.
   *
   * @param violations those without a live waiver
   * @param waived those with one
   */
  public record Tally(long violations, long waived) {}

  /**
   * The status.
   *
   * @param problems what is wrong with the policy itself
   * @param tally absent where nobody has counted
   */
  public static IntegrationPolicyStatus of(
      IntegrationPolicy policy,
      List<Problem> problems,
      Optional<Tally> tally,
      Estate estate,
      Instant now) {
    List<Condition> conditions = new ArrayList<>();
    if (problems.isEmpty()) {
      conditions.add(READY.say(policy, "Accepted", "Its expressions compile"));
      conditions.add(enforced(policy, now));
    } else {
      String message =
          Texts.list(
              problems,
              problem -> ProblemText.line(problem, Refs.of(policy)) + "; fix: " + problem.fix());
      conditions.add(READY.say(policy, "InvalidPolicy", message));
      conditions.add(STALLED.say(policy, "InvalidPolicy", message));
      conditions.add(ENFORCED.say(policy, "NotEnforced", "It is invalid, and has no effect"));
    }
    conditions.add(Named.resolvedRefs(policy, estate));
    return new IntegrationPolicyStatus(
        Named.generation(policy),
        Transitions.carry(policy.status(), conditions, now),
        tally.map(Tally::violations),
        tally.map(Tally::waived));
  }

  private static Condition enforced(IntegrationPolicy policy, Instant now) {
    Optional<LocalDate> later = later(policy, now);
    if (later.isPresent()) {
      return ENFORCED.say(
          policy, "NotYetEffective", "It warns, and denies from " + later.get() + " on");
    }
    return switch (policy.spec().action()) {
      case Deny -> ENFORCED.say(policy, "Denies", "What violates it is refused");
      case Warn -> ENFORCED.say(policy, "Warns", "What violates it is warned of");
      case Audit -> ENFORCED.say(policy, "Audits", "What violates it is shown");
    };
  }

  private static Optional<LocalDate> later(IntegrationPolicy policy, Instant now) {
    return policy
        .spec()
        .effectiveDate()
        .filter(day -> policy.spec().action() == PolicyAction.Deny)
        .filter(day -> day.isAfter(now.atOffset(ZoneOffset.UTC).toLocalDate()));
  }

  /** When it begins to deny, if that is to come. */
  public static Optional<Instant> boundary(IntegrationPolicy policy, Instant now) {
    return later(policy, now).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
