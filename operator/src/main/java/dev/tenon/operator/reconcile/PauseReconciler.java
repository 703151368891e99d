package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.PauseStatus;
import dev.tenon.engine.assess.kinds.PauseAssessment;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;
import java.util.Optional;

/** Says whom a Pause stops. The integrations themselves read it from the estate. */
@ControllerConfiguration(name = "pause")
public final class PauseReconciler extends StatusReconciler<Pause, PauseStatus> {
  /** A reconciler with that core. */
  public PauseReconciler(Core core) {
    super(core, Refs.PAUSE);
  }

  @Override
  PauseStatus status(Pause pause, Core core, Instant now) {
    return PauseAssessment.of(pause, core.estate(), now);
  }

  @Override
  Optional<Instant> boundary(Pause pause, Instant now) {
    return Optional.of(pause.spec().endTime()).filter(end -> end.isAfter(now));
  }
}
