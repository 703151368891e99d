package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternStatus;
import dev.tenon.engine.assess.kinds.PatternAssessment;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;

/** Says whether a pattern can be followed, and by how many it is. */
@ControllerConfiguration(name = "integrationpattern")
public final class PatternReconciler
    extends StatusReconciler<IntegrationPattern, IntegrationPatternStatus> {
  /** A reconciler with that core. */
  public PatternReconciler(Core core) {
    super(core, Refs.PATTERN);
  }

  @Override
  IntegrationPatternStatus status(IntegrationPattern pattern, Core core, Instant now) {
    return PatternAssessment.of(pattern, core.renderer().check(pattern), core.estate(), now);
  }
}
