package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.quota.Allocation;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No claim asks for more than is left of a limit. A claim that was admitted is never refused again,
 * nor is one that is lowered: what does not fit then is the ledger's matter.
 */
final class ClaimsFit implements Rule {
  private static final int HOLDERS = 3;

  @Override
  public String name() {
    return BuiltIn.CLAIM_OVERCOMMITS;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    if (subject.occasion() == Occasion.Background) {
      return Stream.empty();
    }
    return subject.integration().stream()
        .filter(Claims::claims)
        .flatMap(
            integration ->
                Claims.each(
                    integration,
                    (at, claim) ->
                        Claims.limit(subject, claim).stream()
                            .flatMap(limit -> problem(subject, at, claim, limit).stream())));
  }

  private static Optional<Problem> problem(
      Subject subject, FieldPath at, Claim claim, Limit limit) {
    LimitId id = new LimitId(claim.system(), claim.limit());
    long held = subject.ledger().claimed(id) - subject.ledger().claimed(id, subject.of());
    long left = limit.allocatable() - held;
    if (claim.amount() <= left || claim.amount() <= before(subject, claim)) {
      return Optional.empty();
    }
    Map<Ref, Long> others =
        subject
            .ledger()
            .allocation(id)
            .map(Allocation::claims)
            .orElseGet(Collections::emptySortedMap);
    return Optional.of(
        Problem.deny(
                BuiltIn.CLAIM_OVERCOMMITS,
                subject.of(),
                at.child("amount"),
                "claims "
                    + claim.amount()
                    + " of "
                    + limit.allocatable()
                    + " "
                    + unit(limit)
                    + " of limit "
                    + limit.name()
                    + " of System "
                    + claim.system()
                    + ", and "
                    + Math.max(0, left)
                    + " are left"
                    + holders(others, subject.of()),
                left > 0
                    ? "Claim at most " + left + ", or agree with them who gives up how much."
                    : "Agree with them who gives up how much, or ask the System's owner for a higher limit.")
            .about(Refs.system(claim.system())));
  }

  /** What was claimed before the change; 0 where it claimed nothing, a Draft included. */
  private static long before(Subject subject, Claim claim) {
    return subject.change().before(Integration.class).filter(Claims::claims).stream()
        .flatMap(integration -> integration.spec().claims().stream())
        .filter(it -> it.isOf(claim.system(), claim.limit()))
        .mapToLong(Claim::amount)
        .findFirst()
        .orElse(0);
  }

  private static String unit(Limit limit) {
    if (limit.calls().isPresent()) {
      return "calls";
    }
    return limit.points().isPresent() ? "points" : "calls at a time";
  }

  private static String holders(Map<Ref, Long> claims, Ref self) {
    List<Map.Entry<Ref, Long>> others =
        claims.entrySet().stream()
            .filter(claim -> !claim.getKey().equals(self))
            .sorted(
                Map.Entry.<Ref, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (others.isEmpty()) {
      return "";
    }
    String named =
        others.stream()
            .limit(HOLDERS)
            .map(claim -> claim.getKey().path() + " holds " + claim.getValue())
            .collect(Collectors.joining(", "));
    int more = others.size() - HOLDERS;
    return ": " + named + (more > 0 ? " and " + more + " more hold the rest" : "");
  }
}
