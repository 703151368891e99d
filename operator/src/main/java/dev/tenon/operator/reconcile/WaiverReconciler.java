package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.api.v1alpha1.WaiverStatus;
import dev.tenon.engine.assess.kinds.WaiverAssessment;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;
import java.util.Optional;

/** Says of a Waiver whether it holds. */
@ControllerConfiguration(name = "waiver")
public final class WaiverReconciler extends StatusReconciler<Waiver, WaiverStatus> {
  /** A reconciler with that core. */
  public WaiverReconciler(Core core) {
    super(core, Refs.WAIVER);
  }

  @Override
  WaiverStatus status(Waiver waiver, Core core, Instant now) {
    return WaiverAssessment.of(waiver, core.estate(), now);
  }

  @Override
  Optional<Instant> boundary(Waiver waiver, Instant now) {
    return WaiverAssessment.boundary(waiver, now);
  }
}
