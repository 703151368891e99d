package dev.tenon.runner.unit;

import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.Tallies;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The units of one integration that no inbox counts: synchronous requests, and runs of a schedule
 * without an inbox. They go to the state store where there is one, and are kept here otherwise.
 */
public final class Units {
  private final Ref integration;
  private final Optional<StateStore> state;
  private final Map<Tallies.Unit, LongAdder> here = new EnumMap<>(Tallies.Unit.class);
  private final AtomicBoolean changed = new AtomicBoolean(true);

  /** Nothing counted yet. */
  public Units(Ref integration, Optional<StateStore> state) {
    this.integration = integration;
    this.state = state;
    for (Tallies.Unit unit : Tallies.Unit.values()) {
      here.put(unit, new LongAdder());
    }
  }

  /** One unit more. */
  void count(Tallies.Unit unit) {
    if (state.isPresent()) {
      state.get().tallies().add(integration, unit, 1);
    } else {
      here.get(unit).increment();
    }
    changed.set(true);
  }

  /** Something happened that a report may show. */
  public void touch() {
    if (!changed.get()) {
      changed.set(true);
    }
  }

  /** Whether anything happened since this was asked last. */
  public boolean takeChanged() {
    return changed.getAndSet(false);
  }

  /** What this process counted, where there is no state store. */
  public Counts here() {
    return new Counts(
        here.get(Tallies.Unit.RECEIVED).sum(),
        here.get(Tallies.Unit.DELIVERED).sum(),
        here.get(Tallies.Unit.FILTERED).sum(),
        0,
        here.get(Tallies.Unit.REFUSED).sum(),
        0,
        0);
  }
}
