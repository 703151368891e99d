package dev.tenon.engine.quota;

import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Ref;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who claims how much of one limit. Entering and leaving cost little, however many claim it: where
 * there is enough for all nobody is looked at, and else those only whom the limit reaches.
 */
final class Book {
  private final Map<Ref, Claimant> byName = new HashMap<>();
  private final TreeSet<Claimant> inOrder = new TreeSet<>();
  private long claimed;
  private Optional<Limit> limit;
  private Optional<Map<Ref, Long>> served = Optional.empty();
  private Optional<Allocation> divided = Optional.empty();

  Book(Optional<Limit> limit) {
    this.limit = limit;
  }

  /**
   * Says what the limit is now; empty where there is none of that name.
   *
   * @return those whose grant may have changed
   */
  synchronized Set<Ref> limit(Optional<Limit> now) {
    if (now.equals(limit)) {
      return Set.of();
    }
    limit = now;
    served = Optional.empty();
    divided = Optional.empty();
    return Set.copyOf(byName.keySet());
  }

  /** Whether the limit counts calls at the same time. */
  synchronized boolean concurrency() {
    return limit.map(it -> it.concurrency().isPresent()).orElse(false);
  }

  /**
   * Says what an integration claims now.
   *
   * @return those whose grant changed
   */
  synchronized Set<Ref> claim(Claimant claimant) {
    return claimant.equals(byName.get(claimant.integration()))
        ? Set.of()
        : replace(claimant.integration(), Optional.of(claimant));
  }

  /**
   * Says that an integration claims nothing any more.
   *
   * @return those whose grant changed
   */
  synchronized Set<Ref> leave(Ref integration) {
    return byName.containsKey(integration) ? replace(integration, Optional.empty()) : Set.of();
  }

  private Set<Ref> replace(Ref integration, Optional<Claimant> now) {
    boolean wasEnough = enough();
    Map<Ref, Long> before = served();
    Claimant old = byName.remove(integration);
    if (old != null) {
      inOrder.remove(old);
      claimed -= old.claimed();
    }
    now.ifPresent(
        it -> {
          byName.put(integration, it);
          inOrder.add(it);
          claimed += it.claimed();
        });
    served = Optional.empty();
    divided = Optional.empty();
    Set<Ref> changed = new HashSet<>();
    if (!wasEnough || !enough()) {
      differences(wasEnough, before, changed);
    }
    changed.add(integration);
    return changed;
  }

  private void differences(boolean wasEnough, Map<Ref, Long> before, Set<Ref> changed) {
    Map<Ref, Long> now = served();
    if (!wasEnough && !enough()) {
      now.forEach(
          (ref, granted) -> {
            if (!granted.equals(before.get(ref))) {
              changed.add(ref);
            }
          });
      before.keySet().stream().filter(ref -> !now.containsKey(ref)).forEach(changed::add);
      return;
    }
    // from enough to too little or back: those who have less than they claim in one of the two
    Map<Ref, Long> scarce = wasEnough ? now : before;
    for (Claimant claimant : inOrder) {
      if (scarce.getOrDefault(claimant.integration(), 0L) < claimant.claimed()) {
        changed.add(claimant.integration());
      }
    }
  }

  /** Whether there is enough for all. */
  private boolean enough() {
    return limit.isPresent() && claimed <= limit.get().allocatable();
  }

  /** Where there is not enough for all: who gets something, and how much. */
  private Map<Ref, Long> served() {
    if (enough()) {
      return Map.of();
    }
    if (served.isEmpty()) {
      Map<Ref, Long> now = new HashMap<>();
      long left = limit.map(Limit::allocatable).orElse(0L);
      for (Claimant claimant : inOrder) {
        if (left == 0) {
          break;
        }
        long granted = Math.min(claimant.claimed(), left);
        left -= granted;
        now.put(claimant.integration(), granted);
      }
      served = Optional.of(now);
    }
    return served.get();
  }

  synchronized boolean empty() {
    return byName.isEmpty();
  }

  /** What an integration claims of it, 0 where it claims nothing. */
  synchronized long claimedBy(Ref integration) {
    return Optional.ofNullable(byName.get(integration)).map(Claimant::claimed).orElse(0L);
  }

  /** Who claims some of it, the one that is served first leading. */
  synchronized List<Ref> claimants() {
    return inOrder.stream().map(Claimant::integration).toList();
  }

  /** The sum of all claims. */
  synchronized long claimed() {
    return claimed;
  }

  /** What an integration was granted; empty where it claims nothing, or there is no such limit. */
  synchronized Optional<Long> granted(Ref integration) {
    Claimant claimant = byName.get(integration);
    if (claimant == null || limit.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(enough() ? claimant.claimed() : served().getOrDefault(integration, 0L));
  }

  /** How the limit is divided; empty where there is no such limit. */
  synchronized Optional<Allocation> allocation() {
    if (divided.isEmpty()) {
      divided = limit.map(this::divide);
    }
    return divided;
  }

  private Allocation divide(Limit of) {
    SortedMap<Ref, Long> claims = new TreeMap<>();
    SortedMap<Ref, Long> shares = new TreeMap<>();
    for (Claimant claimant : inOrder) {
      claims.put(claimant.integration(), claimant.claimed());
      shares.put(claimant.integration(), granted(claimant.integration()).orElse(0L));
    }
    return new Allocation(
        of.name(),
        unit(of),
        of.per(),
        of.costPerCall().orElse(1L),
        of.allocatable(),
        Collections.unmodifiableSortedMap(claims),
        Collections.unmodifiableSortedMap(shares));
  }

  /** An integration's share, with the limit's unit and period; empty where it has none. */
  synchronized Optional<Grant.Share> share(Ref integration) {
    return limit.flatMap(
        it ->
            granted(integration)
                .map(
                    granted ->
                        new Grant.Share(unit(it), granted, it.per(), it.costPerCall().orElse(1L))));
  }

  static Grant.Unit unit(Limit limit) {
    if (limit.calls().isPresent()) {
      return Grant.Unit.Calls;
    }
    return limit.points().isPresent() ? Grant.Unit.Points : Grant.Unit.Concurrency;
  }
}
