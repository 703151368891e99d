package dev.tenon.engine.cel.value;

import java.util.List;

/**
 * A list of {@code x-kubernetes-list-type} set or map: its order does not count, and adding to it
 * merges.
 */
public interface KeyedList extends List<Object> {
  /** Whether the other list has the same items, in whatever order. */
  boolean sameAs(List<?> other);

  /**
   * This list with the other's items: for a set those that are new, for a map in the place of those
   * with the same keys, the rest at the end.
   */
  List<Object> plus(List<?> other);
}
