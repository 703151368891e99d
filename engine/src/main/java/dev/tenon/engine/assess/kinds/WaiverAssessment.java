package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.api.v1alpha1.WaiverStatus;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Waiver's status. */
public final class WaiverAssessment {
  static final List<KindCondition> CONDITIONS = Stored.CONDITIONS;

  private WaiverAssessment() {}

  /** The status. */
  public static WaiverStatus of(Waiver waiver, Estate estate, Instant now) {
    return new WaiverStatus(
        Named.generation(waiver),
        Transitions.carry(waiver.status(), Stored.of(waiver, estate), now),
        Optional.empty());
  }
}
