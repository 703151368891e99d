package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TeamStatus;
import dev.tenon.engine.assess.kinds.TeamAssessment;
import dev.tenon.engine.estate.Refs;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Instant;

/** Says what a Team owns. */
@ControllerConfiguration(name = "team")
public final class TeamReconciler extends StatusReconciler<Team, TeamStatus> {
  /** A reconciler with that core. */
  public TeamReconciler(Core core) {
    super(core, Refs.TEAM);
  }

  @Override
  TeamStatus status(Team team, Core core, Instant now) {
    return TeamAssessment.of(team, core.estate(), now);
  }
}
