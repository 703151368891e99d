package dev.tenon.engine.change;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who makes a change, as the API server authenticated it.
 *
 * @param rights those of {@link Change#rights} that the API server grants, in the namespace of the
 *     object
 */
public record Actor(String username, SortedSet<String> groups, Set<Right> rights) {
  /** Keeps copies. */
  public Actor {
    groups = new TreeSet<>(groups);
    rights = Set.copyOf(rights);
  }

  /** Whether the API server grants a right. */
  public boolean may(Right right) {
    return rights.contains(right);
  }
}
