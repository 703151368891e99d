package dev.tenon.engine.quota;

import dev.tenon.api.v1alpha1.Criticality;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import java.util.Comparator;
import java.util.Optional;

/**
 * An integration that claims a part of a limit. The more critical is served first, then the older,
 * then by name.
 *
 * @param created as Kubernetes writes it; what has no such time is younger than all that have
 */
record Claimant(Ref integration, Criticality criticality, String created, long claimed)
    implements Comparable<Claimant> {
  private static final Comparator<Claimant> ORDER =
      Comparator.comparing(Claimant::criticality)
          .reversed()
          .thenComparing(Claimant::created)
          .thenComparing(Claimant::integration);

  private static final String YOUNGEST = "~";

  static Claimant of(Integration integration, long claimed) {
    return new Claimant(
        Refs.of(integration),
        integration.spec().criticality(),
        Optional.ofNullable(integration.getMetadata().getCreationTimestamp()).orElse(YOUNGEST),
        claimed);
  }

  @Override
  public int compareTo(Claimant other) {
    return ORDER.compare(this, other);
  }
}
