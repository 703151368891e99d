package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.exchange.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The faults of a vendor. Each latency that strikes a request adds to its delay; of all others the
 * first that strikes decides.
 */
final class Faults {
  /** What strikes one request. */
  record Strike(Duration delay, Optional<Fault> fault, String summary) {
    static final Strike NONE = new Strike(Duration.ZERO, Optional.empty(), "");
  }

  private final long seed;
  private final List<ActiveFault> active = new ArrayList<>();
  private int added;

  Faults(long seed) {
    this.seed = seed;
  }

  ActiveFault add(Fault fault) {
    ActiveFault added = new ActiveFault(++this.added, fault, seed);
    active.add(added);
    return added;
  }

  void remove(ActiveFault fault) {
    active.remove(fault);
  }

  void clear() {
    active.clear();
  }

  /** Those that may strike yet. */
  List<ActiveFault> active() {
    return active.stream().filter(fault -> !fault.spent()).toList();
  }

  boolean resetsConnections() {
    return active.stream().anyMatch(f -> !f.spent() && isReset(f.fault(), Fault.At.Connect));
  }

  /** A reset before the request's body is read, if one strikes. */
  Optional<Fault> beforeBody(Request request, boolean token) {
    for (ActiveFault fault : active) {
      if (isReset(fault.fault(), Fault.At.BeforeRequest) && fault.strikes(request, token)) {
        return Optional.of(fault.fault());
      }
    }
    return Optional.empty();
  }

  Strike strike(Request request, boolean token) {
    if (active.isEmpty()) {
      return Strike.NONE;
    }
    long delay = 0;
    Optional<Fault> found = Optional.empty();
    StringBuilder summary = new StringBuilder();
    for (ActiveFault fault : active) {
      boolean latency = fault.fault().kind() instanceof Fault.Latency;
      boolean early =
          isReset(fault.fault(), Fault.At.BeforeRequest)
              || isReset(fault.fault(), Fault.At.Connect);
      if (!early && (latency || found.isEmpty()) && fault.strikes(request, token)) {
        summary.append(summary.length() == 0 ? "" : "; ").append(fault.fault().kind().type());
        if (fault.fault().kind() instanceof Fault.Latency late) {
          delay += fault.jitter(late);
        } else {
          found = Optional.of(fault.fault());
        }
      }
    }
    return summary.length() == 0
        ? Strike.NONE
        : new Strike(Duration.ofNanos(delay), found, summary.toString());
  }

  private static boolean isReset(Fault fault, Fault.At at) {
    return fault.kind() instanceof Fault.Reset reset && reset.at() == at;
  }
}
