package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.SystemStatus;
import dev.tenon.engine.assess.kinds.SystemAssessment;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;

/** Says how a System's limits are divided, and has those reconciled whose shares changed. */
@ControllerConfiguration(name = "system")
public final class SystemReconciler extends StatusReconciler<SystemResource, SystemStatus> {
  /** A reconciler with that core. */
  public SystemReconciler(Core core) {
    super(core, Refs.SYSTEM);
  }

  @Override
  SystemStatus status(SystemResource system, Core core, Instant now) {
    core.ledger().takeChanged().forEach(core.feed()::trigger);
    return SystemAssessment.of(system, core.estate(), core.ledger(), now);
  }
}
