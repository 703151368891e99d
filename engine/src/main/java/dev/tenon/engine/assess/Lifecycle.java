package dev.tenon.engine.assess;

import dev.tenon.api.WellKnown;
import dev.tenon.api.v1alpha1.Integration;
import java.util.Map;
import java.util.Optional;

/** What annotations say about running. */
public final class Lifecycle {
  private Lifecycle() {}

  /** Whether the operator keeps its hands off. */
  public static boolean disabled(Integration integration) {
    return WellKnown.RECONCILE_DISABLED.equals(
        Optional.ofNullable(integration.getMetadata().getAnnotations())
            .orElse(Map.of())
            .get(WellKnown.RECONCILE));
  }
}
