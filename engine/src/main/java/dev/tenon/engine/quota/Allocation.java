package dev.tenon.engine.quota;

import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How one limit is divided. All amounts are in the limit's own unit, over its own period.
 *
 * @param costPerCall points that one call takes; 1 for the other units
 * @param allocatable the limit less its reserve
 * @param claims what each integration claims, those that need no claim included
 * @param shares what each of them is granted, at most its claim; together at most {@code
 *     allocatable}
 */
public record Allocation(
    String limit,
    Unit unit,
    Optional<Duration> per,
    long costPerCall,
    long allocatable,
    SortedMap<Ref, Long> claims,
    SortedMap<Ref, Long> shares) {

  /** The sum of all claims. */
  public long claimed() {
    return claims.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sum of all shares. */
  public long granted() {
    return shares.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether not every claim could be granted in full. */
  public boolean overcommitted() {
    return claimed() > allocatable;
  }

  /** What an integration claims and was not granted; 0 when it has all or claims nothing. */
  public long missing(Ref integration) {
    return claims.getOrDefault(integration, 0L) - shares.getOrDefault(integration, 0L);
  }
}
