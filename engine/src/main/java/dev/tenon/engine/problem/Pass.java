package dev.tenon.engine.problem;

import dev.tenon.plan.Ref;
import java.time.LocalDate;

/**
 * The Waiver that has to do with a problem.
 *
 * @param until the last day on which it holds
 * @param state whether it lets the problem pass now
 * @param issue how many Waivers there have been for this integration and policy up to this one,
 *     from 1
 */
public record Pass(Ref waiver, LocalDate until, State state, int issue) {
  /** Whether a Waiver lets a problem pass. */
  public enum State {
    /** It does. */
    Live,
    /** It did, and its last day has passed. */
    Expired,
    /** It would, and nobody has approved it yet. */
    Unapproved
  }

  /** Whether it lets the problem pass now. */
  public boolean live() {
    return state == State.Live;
  }
}
