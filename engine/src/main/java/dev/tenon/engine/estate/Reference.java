package dev.tenon.engine.estate;

import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;

/**
 * One place where an object names another, be it there or not.
 *
 * @param to the object named
 * @param at the field that names it
 */
public record Reference(Ref to, FieldPath at, Use use) {

  /** What the other object is named for. */
  public enum Use {
    /** Owns it technically. */
    Owner,
    /** Depends on its result. */
    Business,
    /** Can take over. */
    Deputy,
    /** Is the pattern that it follows. */
    Pattern,
    /** Is called, or polled. */
    Calls,
    /** Sends events to it. */
    Receives,
    /** Is called by what already runs elsewhere. */
    External,
    /** Has a limit that it claims a share of. */
    Claims,
    /** Is an integration whose work it builds on. */
    Upstream,
    /** Takes its place. */
    Replacement,
    /** Holds credentials, or what verifies a signature. */
    Secret,
    /** Is the Team that owns a System. */
    SystemOwner,
    /** May use a System. */
    AvailableTo,
    /** Is what a Pause, a Replay or a Waiver is about. */
    Subject,
    /** Is waived. */
    Waives;

    /** Whether the object named must exist for the integration to run. */
    public boolean needed() {
      return switch (this) {
        case Owner, Business, Deputy, Pattern, Calls, Receives, External, Claims -> true;
        case Upstream, Replacement, Secret, SystemOwner, AvailableTo, Subject, Waives -> false;
      };
    }

    /** Whether it is a System that is called, and so uses quota. */
    public boolean calls() {
      return this == Calls || this == External;
    }

    /** Whether it is a System that is called, or that events are received from. */
    public boolean connects() {
      return calls() || this == Receives;
    }
  }
}
