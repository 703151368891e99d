package dev.tenon.engine.assess;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.WaiverInForce;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.policy.Waivers;
import dev.tenon.engine.quota.Allocation;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.Verdict;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads from the estate what an assessment needs besides plan, verdict and observation. */
public final class Situations {
  private final Estate estate;
  private final Ledger ledger;

  /** Reads from that estate, with the shares of that ledger. */
  public Situations(Estate estate, Ledger ledger) {
    this.estate = estate;
    this.ledger = ledger;
  }

  /** The situation of an integration. */
  public Situation of(
      Integration declared,
      Rendering rendering,
      Verdict builtIn,
      Optional<Verdict> policies,
      Observation observation,
      Instant now) {
    return new Situation(
        declared,
        rendering,
        builtIn,
        policies,
        Ownership.of(declared, estate.team(declared.spec().owner().team()), now),
        shortfalls(declared),
        pauses(Refs.of(declared), now),
        waivers(Refs.of(declared), now),
        List.of(),
        observation,
        now);
  }

  /** The pauses of an integration that are in force. */
  public List<Pause> pauses(Ref integration, Instant now) {
    return estate.pausesOf(integration).stream()
        .filter(pause -> pause.spec().endTime().isAfter(now) && !pause.isMarkedForDeletion())
        .toList();
  }

  /** The Waivers of an integration that are in force, the one that ends first leading. */
  public List<WaiverInForce> waivers(Ref integration, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    return estate.waiversOf(integration).stream()
        .filter(waiver -> Waivers.inForce(waiver, today))
        .map(
            waiver ->
                new WaiverInForce(
                    waiver.getMetadata().getName(),
                    waiver.spec().policies(),
                    waiver.spec().expirationDate()))
        .sorted(
            Comparator.comparing(WaiverInForce::expirationDate).thenComparing(WaiverInForce::name))
        .toList();
  }

  private List<Shortfall> shortfalls(Integration declared) {
    if (!declared.spec().stage().runs()) {
      return List.of();
    }
    List<Shortfall> shortfalls = new ArrayList<>();
    for (Claim claim : declared.spec().claims()) {
      LimitId limit = new LimitId(claim.system(), claim.limit());
      Optional<Allocation> allocation = ledger.allocation(limit);
      if (allocation.isEmpty()) {
        if (estate.system(claim.system()).isPresent()) {
          shortfalls.add(new Shortfall(limit, claim.amount(), 0, 0, false));
        }
      } else if (allocation.get().missing(Refs.of(declared)) > 0) {
        long granted = allocation.get().shares().getOrDefault(Refs.of(declared), 0L);
        shortfalls.add(
            new Shortfall(limit, claim.amount(), granted, allocation.get().allocatable(), true));
      }
    }
    return List.copyOf(shortfalls);
  }
}
