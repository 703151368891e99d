package dev.tenon.operator.admission;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who makes a write, as the API server authenticated it.
 *
 * @param uid may be empty
 * @param extra what else the authenticator knows, by key
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  /** Keeps copies. */
  public User {
    groups = List.copyOf(groups);
    extra = Map.copyOf(new TreeMap<>(extra));
  }
}
