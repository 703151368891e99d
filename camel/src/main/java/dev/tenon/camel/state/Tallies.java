package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.util.SortedMap;

/**
 * Units of delivery since the store began. Inboxes count by themselves, exactly; what answers its
 * caller at once is counted by the runner.
 */
public interface Tallies {

  /** What a synchronous request, or a run without an inbox, came to. */
  enum Unit {
    /** It began. */
    RECEIVED,
    /** It ended well. */
    DELIVERED,
    /** A mapping yielded nothing. */
    FILTERED,
    /** It failed. */
    REFUSED
  }

  /** Counts units that no inbox counts; returns at once and is written soon. */
  void add(Ref integration, Unit unit, long number);

  /**
   * The counts of every integration that has any. Held counts only what was tried in vain and
   * waits; an inbox whose System is away knows of more.
   */
  SortedMap<Ref, Counts> all();

  /** The counts of one integration. */
  Counts of(Ref integration);

  /** The counts of each inbox of an integration; what no inbox counted is under the empty name. */
  SortedMap<String, Counts> byInbox(Ref integration);

  /** How many messages wait in an inbox, held ones included. */
  long waiting(Inbox inbox);
}
