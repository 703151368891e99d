package dev.tenon.operator;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator is set to that shares a cluster with others.
 *
 * @param namespaces that integrations may be in; all where it is empty
 * @param election by which one of several acts; absent: there is only this one
 * @param metrics where what reconcilers do is counted
 */
public record ClusterSettings(
    Set<String> namespaces, Optional<Election> election, Metrics metrics) {
  /** All namespaces, alone, uncounted. */
  public static final ClusterSettings ALONE =
      new ClusterSettings(Set.of(), Optional.empty(), Metrics.NOOP);

  /** Keeps a copy. */
  public ClusterSettings {
    namespaces = Set.copyOf(namespaces);
  }

  /**
   * An election by a Lease.
   *
   * @param identity unique among the operators that take part
   * @param lease how long a leader that died holds the others up, at most
   * @param lost told when another may lead; nothing must be written any more from then on
   */
  public record Election(
      String namespace, String name, String identity, Duration lease, Runnable lost) {}
}
