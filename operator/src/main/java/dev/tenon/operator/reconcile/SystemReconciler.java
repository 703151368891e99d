package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.SystemStatus;
import dev.tenon.engine.assess.kinds.SystemAssessment;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.quota.Allocation;
import dev.tenon.plan.Ref;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Says how a System's limits are divided, and has those reconciled whose shares changed. */
@ControllerConfiguration(name = "system")
public final class SystemReconciler extends StatusReconciler<SystemResource, SystemStatus> {
  private final Map<String, SortedMap<String, Allocation>> seen = new ConcurrentHashMap<>();

  /** A reconciler with that core. */
  public SystemReconciler(Core core) {
    super(core, Refs.SYSTEM);
  }

  @Override
  SystemStatus status(SystemResource system, Core core, Instant now) {
    String name = system.getMetadata().getName();
    SortedMap<String, Allocation> allocations = core.ledger().allocations(name);
    SortedMap<String, Allocation> before = seen.put(name, allocations);
    if (before != null) {
      changed(before, allocations).forEach(core.feed()::trigger);
    }
    return SystemAssessment.of(system, core.estate(), core.ledger(), now);
  }

  /** Who has another share of any limit than before, or of a limit that counts otherwise now. */
  static SortedSet<Ref> changed(
      SortedMap<String, Allocation> before, SortedMap<String, Allocation> after) {
    SortedSet<Ref> changed = new TreeSet<>();
    SortedSet<String> limits = new TreeSet<>(before.keySet());
    limits.addAll(after.keySet());
    for (String limit : limits) {
      Map<Ref, Long> old = shares(before.get(limit));
      Map<Ref, Long> now = shares(after.get(limit));
      boolean otherwise = !Objects.equals(kind(before.get(limit)), kind(after.get(limit)));
      SortedSet<Ref> all = new TreeSet<>(old.keySet());
      all.addAll(now.keySet());
      all.stream()
          .filter(ref -> otherwise || !Objects.equals(old.get(ref), now.get(ref)))
          .forEach(changed::add);
    }
    return changed;
  }

  private static Map<Ref, Long> shares(Allocation allocation) {
    return allocation == null ? new TreeMap<>() : allocation.shares();
  }

  private static List<Object> kind(Allocation allocation) {
    return allocation == null
        ? List.of()
        : List.of(allocation.unit(), allocation.per(), allocation.costPerCall());
  }
}
