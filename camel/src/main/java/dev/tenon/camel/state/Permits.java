package dev.tenon.camel.state;

import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A durable counter for each integration and limit: a rolling window of buckets, exact across
 * crashes. Permits are taken in blocks that are written before they are used, so a crash wastes
 * some and never repeats any.
 */
public interface Permits {
  /**
   * What was taken.
   *
   * @param permits how many, 0 to as many as were wanted
   * @param nextAt when none were left: the earliest moment at which one is free again
   */
  record Block(long permits, Optional<Instant> nextAt) {}

  /** Into how many buckets a window is cut. */
  int BUCKETS = 60;

  /**
   * Until when permits that are taken now may be used: the end of the window's present bucket. What
   * is left of a block then must be thrown away, or it would be used in a window that no longer
   * counts it.
   */
  static Instant usableUntil(Duration per, Instant now) {
    long bucket = Math.max(1, per.toMillis() / BUCKETS);
    return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), bucket) + 1) * bucket);
  }

  /**
   * Takes permits of a share. They may be used until {@link #usableUntil}.
   *
   * @param wanted at most so many, at least 1
   * @param share how many the window may hold in all, by all replicas
   * @param per the window's length
   */
  Block take(Ref integration, LimitId limit, long wanted, long share, Duration per, Instant now);

  /** How many permits of the window are taken. */
  long taken(Ref integration, LimitId limit, Duration per, Instant now);
}
