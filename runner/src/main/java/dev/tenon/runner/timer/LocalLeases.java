package dev.tenon.runner.timer;

import dev.tenon.camel.state.Leases;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leases among the revisions that one process runs, for plans without a state store: while an old
 * revision ends, the new one does not fire too.
 */
public final class LocalLeases implements Leases {
  private final ConcurrentHashMap<String, Lease> held = new ConcurrentHashMap<>();

  private record Lease(String replica, Instant until) {}

  @Override
  public boolean acquire(
      Ref integration, String name, String replica, Duration until, Instant now) {
    Lease now1 =
        held.compute(
            key(integration, name),
            (key, old) ->
                old == null || old.replica().equals(replica) || !old.until().isAfter(now)
                    ? new Lease(replica, now.plus(until))
                    : old);
    return now1.replica().equals(replica);
  }

  @Override
  public void release(Ref integration, String name, String replica) {
    held.computeIfPresent(
        key(integration, name), (key, old) -> old.replica().equals(replica) ? null : old);
  }

  private static String key(Ref integration, String name) {
    return integration.path() + " " + name;
  }
}
