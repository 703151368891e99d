package dev.tenon.camel.system.guard;

import dev.tenon.camel.state.Permits;
import dev.tenon.plan.Grant;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Permits of one limit that are written as taken and not used yet. They are taken from the store in
 * blocks, so that not every call is a write. What is left of one when the window's bucket ends is
 * thrown away, and lost when the process dies; so a block is what is used in a twentieth of a
 * bucket, found by trying, and never more than a hundredth of the share (a tenth where the period
 * is so short that what is lost soon comes back).
 */
final class PermitBlock {
  private static final Duration SHORT_PERIOD = Duration.ofMinutes(1);
  private static final int TICKS = 20;

  /**
   * The store is not asked more often than this when it has none: its clock may differ a little.
   */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

  private final Permits permits;
  private final Ref integration;
  private final LimitId limit;
  private Grant.Share share = new Grant.Share(Grant.Unit.Calls, 0, Optional.empty(), 1);
  private Instant takenAt = Instant.EPOCH;
  private Instant goodUntil = Instant.EPOCH;
  private Instant emptyUntil = Instant.EPOCH;
  private long size = 1;
  private long left;

  PermitBlock(Permits permits, Ref integration, LimitId limit) {
    this.permits = permits;
    this.integration = integration;
    this.limit = limit;
  }

  /**
   * Takes what one call costs.
   *
   * @param granted the share as it is now
   * @return empty when it was taken, else the earliest moment at which it may be again
   */
  synchronized Optional<Instant> take(Grant.Share granted, Instant now) {
    Duration per = granted.per().orElse(Duration.ofDays(1));
    if (!granted.equals(share)) {
      share = granted;
      emptyUntil = Instant.EPOCH;
    }
    long cost = cost();
    if (share.amount() < cost) {
      return Optional.of(now.plus(per));
    }
    if (left > 0 && !now.isBefore(goodUntil)) {
      // taken for nothing: ask for as many as were used
      size = Math.max(cost, size - left);
      left = 0;
    }
    if (left < cost && now.isBefore(emptyUntil)) {
      return Optional.of(emptyUntil);
    }
    if (left < cost) {
      size = size(per, now);
    }
    while (left < cost) {
      Permits.Block block =
          permits.take(integration, limit, wanted(per, now), share.amount(), per, now);
      if (block.permits() <= 0) {
        Instant soonest = now.plus(SHORTEST_PAUSE);
        emptyUntil = block.nextAt().filter(soonest::isBefore).orElse(soonest);
        return Optional.of(emptyUntil);
      }
      left += block.permits();
      takenAt = now;
      goodUntil = Permits.usableUntil(per, now);
    }
    left -= cost;
    return Optional.empty();
  }

  /** Until when it is known to have none, without asking the store. */
  synchronized Optional<Instant> emptyUntil(Grant.Share granted, Instant now) {
    return granted.equals(share) && left < cost() && now.isBefore(emptyUntil)
        ? Optional.of(emptyUntil)
        : Optional.empty();
  }

  /** Gives back what a call would have cost that was not made. Lost when the block is over. */
  synchronized void giveBack(Instant now) {
    if (now.isBefore(goodUntil)) {
      left += cost();
    }
  }

  /** As many as are used in a tick, by what became of the block before. */
  private long size(Duration per, Instant now) {
    long lasted = Duration.between(takenAt, now).toMillis();
    long next = size;
    if (lasted < tick(per)) {
      next += Math.max(cost(), size / 4);
    } else if (lasted > 4 * tick(per)) {
      next /= 2;
    }
    boolean isShort = per.compareTo(SHORT_PERIOD) <= 0;
    return Math.max(cost(), Math.min(next, share.amount() / (isShort ? 10 : 100)));
  }

  /** At the end of a bucket only as many as will be used before it. */
  private long wanted(Duration per, Instant now) {
    long rest = Duration.between(now, Permits.usableUntil(per, now)).toMillis();
    return Math.max(cost(), rest >= tick(per) ? size : size * rest / tick(per));
  }

  private static long tick(Duration per) {
    return Math.max(1, per.toMillis() / Permits.BUCKETS / TICKS);
  }

  private long cost() {
    return Math.max(1, share.costPerCall());
  }
}
