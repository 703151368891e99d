package dev.tenon.operator.admission.server;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of two states of one object is the newer: resource versions are decimal numbers without
 * leading zeros, and can be compared as such, by the API conventions of Kubernetes 1.35 and by all
 * that went before.
 */
final class Versions {
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private Versions() {}

  /** Whether the first is newer than the second. */
  static boolean newer(HasMetadata one, HasMetadata other) {
    return ORDER.compare(version(one), version(other)) > 0;
  }

  private static String version(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getResourceVersion()).orElse("");
  }
}
