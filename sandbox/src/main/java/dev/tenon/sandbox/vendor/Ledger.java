package dev.tenon.sandbox.vendor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a vendor received: the last requests in full, and counts by key, path and record, within
 * bounds.
 */
final class Ledger {
  private static final class Count {
    private int received;
    private int applied;
    private long fingerprint;
    private boolean differing;
  }

  private final int keep;
  private final int bound;
  private final ArrayDeque<ReceivedRequest> last = new ArrayDeque<>();
  private final Map<String, Count> keys = new LinkedHashMap<>();
  private final Map<String, Count> paths = new HashMap<>();
  private final Map<String, Count> resources = new HashMap<>();
  private final Map<String, Count> collections = new HashMap<>();
  private final int[] statuses = new int[600];
  private long received;
  private long applied;
  private int keysRepeated;
  private int keysAppliedTwice;

  Ledger(int keep, int bound) {
    this.keep = keep;
    this.bound = bound;
  }

  void add(ReceivedRequest request, long fingerprint) {
    received++;
    applied += request.applied() ? 1 : 0;
    statuses[request.status()]++;
    if (keep > 0) {
      if (last.size() == keep) {
        last.poll();
      }
      last.add(request);
    }
    request.key().ifPresent(key -> count(key, request.applied(), fingerprint));
    count(paths, request.method() + " " + request.path(), request.applied());
    if (!request.resource().isEmpty()) {
      int slash = request.resource().indexOf('/');
      count(
          collections,
          slash < 0 ? request.resource() : request.resource().substring(0, slash),
          request.applied());
      if (slash > 0) {
        count(resources, request.resource(), request.applied());
      }
    }
  }

  private void count(String key, boolean applied, long fingerprint) {
    Count count = count(keys, key, applied);
    if (count.received == 1) {
      count.fingerprint = fingerprint;
    } else {
      count.differing |= count.fingerprint != fingerprint;
    }
    keysRepeated += count.received == 2 ? 1 : 0;
    keysAppliedTwice += applied && count.applied == 2 ? 1 : 0;
  }

  private Count count(Map<String, Count> counts, String name, boolean applied) {
    Count count = counts.get(name);
    if (count == null) {
      count = counts.computeIfAbsent(counts.size() < bound ? name : "(others)", n -> new Count());
    }
    count.received++;
    count.applied += applied ? 1 : 0;
    return count;
  }

  long received() {
    return received;
  }

  long applied() {
    return applied;
  }

  int keys() {
    return keys.size();
  }

  int keysRepeated() {
    return keysRepeated;
  }

  int keysAppliedTwice() {
    return keysAppliedTwice;
  }

  List<ReceivedRequest> last() {
    return List.copyOf(last);
  }

  /** The newest first, at most so many. */
  List<ReceivedRequest> newest(int most) {
    List<ReceivedRequest> newest = new ArrayList<>(Math.min(most, last.size()));
    for (var it = last.descendingIterator(); it.hasNext() && newest.size() < most; ) {
      newest.add(it.next());
    }
    return newest;
  }

  Map<String, Tally> byKey() {
    return tallies(keys);
  }

  Map<String, Tally> byPath() {
    return tallies(paths);
  }

  Map<String, Tally> byResource() {
    return tallies(resources);
  }

  /** The requests to a collection, whichever record they touched. */
  Tally ofCollection(String name) {
    Count count = collections.getOrDefault(name, new Count());
    return new Tally(name, count.received, count.applied, false);
  }

  /** How many requests were answered with each status; 0 for no answer. */
  Map<Integer, Integer> byStatus() {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        counts.put(status, statuses[status]);
      }
    }
    return counts;
  }

  private static Map<String, Tally> tallies(Map<String, Count> counts) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    counts.forEach(
        (name, count) ->
            tallies.put(name, new Tally(name, count.received, count.applied, count.differing)));
    return tallies;
  }

  void reset() {
    last.clear();
    keys.clear();
    paths.clear();
    resources.clear();
    collections.clear();
    java.util.Arrays.fill(statuses, 0);
    received = 0;
    applied = 0;
    keysRepeated = 0;
    keysAppliedTwice = 0;
  }
}
