package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;

/**
 * Of all replicas of an integration, one holds a lease of a name: it alone polls, or fires a
 * schedule.
 */
public interface Leases {
  /** Takes or renews a lease; false when another replica holds it. */
  boolean acquire(Ref integration, String name, String replica, Duration until, Instant now);

  /** Gives a lease back, if that replica holds it. */
  void release(Ref integration, String name, String replica);
}
