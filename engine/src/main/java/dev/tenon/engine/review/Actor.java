package dev.tenon.engine.review;

import java.util.SortedSet;
import java.util.TreeSet;

/** Who makes a change, as the API server authenticated it. */
public record Actor(String username, SortedSet<String> groups) {
  /** Keeps a copy. */
  public Actor {
    groups = new TreeSet<>(groups);
  }
}
