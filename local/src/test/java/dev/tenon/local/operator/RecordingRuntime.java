package dev.tenon.local.operator;

import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs nothing, says at once that it runs, and remembers what it was asked. */
final class RecordingRuntime implements Runtime {
  /** How often an Integration was looked at: once for each reconcile, twice where it acted. */
  final Map<Ref, AtomicInteger> looks = new ConcurrentHashMap<>();

  final Map<Ref, Plan> plans = new ConcurrentHashMap<>();
  final Map<Ref, Grant> grants = new ConcurrentHashMap<>();
  final Set<Ref> paused = new ConcurrentSkipListSet<>();
  final Set<Ref> deleted = new ConcurrentSkipListSet<>();
  final List<Set<Ref>> retained = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger failuresOfDelete = new AtomicInteger();
  final DeadLetters deadLetters = new DeadLetters();

  @Override
  public String name() {
    return "Local";
  }

  @Override
  public void apply(Plan plan, Grant grant) {
    plans.put(plan.of(), plan);
    grants.put(plan.of(), grant);
  }

  @Override
  public void grant(Grant grant) {
    grants.put(grant.of(), grant);
  }

  @Override
  public void pause(Ref integration, boolean stop) {
    if (stop) {
      paused.add(integration);
    } else {
      paused.remove(integration);
    }
  }

  @Override
  public void remove(Ref integration) {
    plans.remove(integration);
  }

  @Override
  public void delete(Ref integration) {
    if (failuresOfDelete.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("the state store does not answer");
    }
    plans.remove(integration);
    deleted.add(integration);
  }

  @Override
  public Observation observe(Ref integration) {
    looks.computeIfAbsent(integration, ref -> new AtomicInteger()).incrementAndGet();
    Plan plan = plans.get(integration);
    if (plan == null) {
      return Observation.ABSENT;
    }
    return new Observation(
        paused.contains(integration) ? Phase.Paused : Phase.Running,
        Optional.of(plan.revision()),
        Optional.empty(),
        Observation.ABSENT.messages(),
        Optional.empty(),
        Observation.ABSENT.systems(),
        Optional.empty(),
        Observation.ABSENT.missing(),
        Optional.empty());
  }

  @Override
  public void retain(Set<Ref> integrations) {
    retained.add(Set.copyOf(integrations));
  }

  @Override
  public void onChange(Consumer<Ref> listener) {}

  @Override
  public Replays replays() {
    return deadLetters;
  }

  /** So many dead letters, of whichever integration. */
  static final class DeadLetters implements Replays {
    final AtomicInteger left = new AtomicInteger();
    final List<Integer> portions = Collections.synchronizedList(new ArrayList<>());

    @Override
    public long count(Ref integration, Selection selection) {
      return left.get();
    }

    @Override
    public int replay(Ref integration, Selection selection, int most) {
      int now = Math.min(left.get(), most);
      left.addAndGet(-now);
      portions.add(now);
      return now;
    }

    @Override
    public Optional<String> readAgain(Ref integration, String checkpoint) {
      return Optional.of("the integration polls nothing");
    }
  }
}
