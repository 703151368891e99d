package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Approval;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.api.v1alpha1.WaiverStatus;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.policy.Waivers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A Waiver's status: whether it holds, and how often the same was waived before. */
public final class WaiverAssessment {
  private static final KindCondition READY =
      KindCondition.of("Ready", new Meaning(Said.TRUE, "Accepted", "It has been read.", ""));
  private static final KindCondition ENFORCED =
      KindCondition.of(
          "Enforced",
          new Meaning(
              Said.TRUE, "InForce", "It lets its integrations deviate until the day it names.", ""),
          new Meaning(
              Said.FALSE,
              "NotApproved",
              "Nobody has approved it, so it has no effect.",
              "Let someone who may set spec.approval."),
          new Meaning(
              Said.FALSE,
              "Expired",
              "Its last day has passed.",
              "Mend what it was for, or apply a new Waiver and have it approved."));

  static final List<KindCondition> CONDITIONS = List.of(READY, ENFORCED, Named.RESOLVED_REFS);

  private WaiverAssessment() {}

  /** The status. */
  public static WaiverStatus of(Waiver waiver, Estate estate, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate end = waiver.spec().expirationDate();
    String by = waiver.spec().approval().map(Approval::by).orElse("");
    String reason =
        end.isBefore(today)
            ? "Expired"
            : waiver.spec().approval().isPresent() ? "InForce" : "NotApproved";
    String message =
        switch (reason) {
          case "Expired" -> "Its last day was " + end;
          case "InForce" -> "It holds until " + end + ", approved by " + by;
          default -> "It waits for an approval, and would hold until " + end;
        };
    return new WaiverStatus(
        Named.generation(waiver),
        Transitions.carry(
            waiver.status(),
            List.of(
                READY.say(waiver, "Accepted", message),
                ENFORCED.say(waiver, reason, message),
                Named.resolvedRefs(waiver, estate)),
            now),
        Optional.of((long) Waivers.before(waiver, estate).size()));
  }

  /** When it ends, if that is to come. */
  public static Optional<Instant> boundary(Waiver waiver, Instant now) {
    return Optional.of(
            waiver.spec().expirationDate().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
        .filter(end -> end.isAfter(now));
  }
}
