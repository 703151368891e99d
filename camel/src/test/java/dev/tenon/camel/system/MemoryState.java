package dev.tenon.camel.system;

import dev.tenon.camel.state.Checkpoints;
import dev.tenon.camel.state.Leases;
import dev.tenon.camel.state.Permits;
import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.state.Tokens;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A state store in memory that can be made not to answer. It counts permits exactly. */
public final class MemoryState {
  private final Map<String, String> checkpoints = new ConcurrentHashMap<>();
  private final Map<String, byte[]> tokens = new ConcurrentHashMap<>();
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();
  private final Map<LimitId, List<Taken>> taken = new ConcurrentHashMap<>();
  private volatile boolean down;
  private volatile int takes;

  private record Lease(String replica, Instant until) {}

  private record Taken(Instant until, long permits) {}

  /** From now on it throws, or answers again. */
  public void down(boolean now) {
    down = now;
  }

  /** How often blocks were asked for. */
  public int takes() {
    return takes;
  }

  /** The checkpoints, by integration and call. */
  public Map<String, String> checkpoints() {
    return checkpoints;
  }

  /** The sealed tokens, by integration and System. */
  public Map<String, byte[]> tokens() {
    return tokens;
  }

  /** The store; only the parts that the component uses are there. */
  public StateStore store() {
    return (StateStore)
        Proxy.newProxyInstance(
            StateStore.class.getClassLoader(),
            new Class<?>[] {StateStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "checkpoints" -> new MemoryCheckpoints();
                  case "permits" -> new MemoryPermits();
                  case "tokens" -> new MemoryTokens();
                  case "leases" -> new MemoryLeases();
                  case "hashCode" -> 1;
                  case "equals" -> proxy == arguments[0];
                  default -> null;
                });
  }

  private void answer() {
    if (down) {
      throw new StateUnavailable("the state store does not answer", null);
    }
  }

  private final class MemoryCheckpoints implements Checkpoints {
    @Override
    public Optional<String> read(Ref integration, String call) {
      answer();
      return Optional.ofNullable(checkpoints.get(integration.name() + "/" + call));
    }

    @Override
    public void write(Ref integration, String call, String json) {
      answer();
      checkpoints.put(integration.name() + "/" + call, json);
    }
  }

  private final class MemoryTokens implements Tokens {
    @Override
    public Optional<byte[]> read(Ref integration, String system) {
      answer();
      return Optional.ofNullable(tokens.get(integration.name() + "/" + system));
    }

    @Override
    public void write(Ref integration, String system, byte[] sealed) {
      answer();
      tokens.put(integration.name() + "/" + system, sealed);
    }
  }

  private final class MemoryLeases implements Leases {
    @Override
    public boolean acquire(
        Ref integration, String name, String replica, Duration until, Instant now) {
      answer();
      Lease held =
          leases.compute(
              integration.name() + "/" + name,
              (key, old) ->
                  old == null || old.replica().equals(replica) || !now.isBefore(old.until())
                      ? new Lease(replica, now.plus(until))
                      : old);
      return held.replica().equals(replica);
    }

    @Override
    public void release(Ref integration, String name, String replica) {
      answer();
      leases.computeIfPresent(
          integration.name() + "/" + name,
          (key, old) -> old.replica().equals(replica) ? null : old);
    }
  }

  private final class MemoryPermits implements Permits {
    @Override
    public synchronized Block take(
        Ref integration, LimitId limit, long wanted, long share, Duration per, Instant now) {
      answer();
      takes++;
      List<Taken> all = taken.computeIfAbsent(limit, key -> new ArrayList<>());
      all.removeIf(each -> !each.until().plus(per).isAfter(now));
      long sum = all.stream().mapToLong(Taken::permits).sum();
      long permits = Math.min(wanted, Math.max(0, share - sum));
      if (permits == 0) {
        return new Block(
            0, all.stream().map(each -> each.until().plus(per)).min(Instant::compareTo));
      }
      all.add(new Taken(Permits.usableUntil(per, now), permits));
      return new Block(permits, Optional.empty());
    }

    @Override
    public long taken(Ref integration, LimitId limit, Duration per, Instant now) {
      return taken.getOrDefault(limit, List.of()).stream()
          .filter(each -> each.until().plus(per).isAfter(now))
          .mapToLong(Taken::permits)
          .sum();
    }
  }
}
