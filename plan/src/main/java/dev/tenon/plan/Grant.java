package dev.tenon.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of the Systems' limits an integration may use now. It lies beside the plan, changes with
 * other people's integrations, and reaches running routes without a restart. A System's limit that
 * is not in it is not enforced.
 *
 * @param replicas how many runners share it
 */
public record Grant(Ref of, SortedMap<LimitId, Share> shares, int replicas) {

  /** Nothing is limited, one replica. */
  public static Grant unlimited(Ref of) {
    return new Grant(of, Collections.unmodifiableSortedMap(new TreeMap<>()), 1);
  }

  /** What a limit counts. */
  public enum Unit {
    /** Requests in a time. */
    Calls,
    /** A vendor's own cost points in a time. */
    Points,
    /** Requests at the same time. */
    Concurrency
  }

  /**
   * A share of one limit, for all replicas together.
   *
   * @param amount in the limit's own unit; 0 means that nothing was granted
   * @param per the limit's period; absent for Concurrency
   * @param costPerCall points that one call takes; 1 for the other units
   */
  public record Share(Unit unit, long amount, Optional<Duration> per, long costPerCall) {

    /** How many calls the share is good for, in its period or at a time. */
    public long calls() {
      return amount / Math.max(1, costPerCall);
    }
  }
}
