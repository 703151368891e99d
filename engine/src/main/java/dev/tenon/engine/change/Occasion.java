package dev.tenon.engine.change;

import dev.tenon.engine.problem.Action;

/** When a review is made. */
public enum Occasion {
  /** A change is applied to an API server. */
  Admission,
  /** Files are checked before anybody applies them, all of them together. */
  Check,
  /** What is declared is looked at again: before it starts, and when others changed. */
  Background;

  /**
   * What it means that an object is named which does not exist. Whoever applies a set in some order
   * applies it later, so admission warns; a check has seen the whole set.
   */
  public Action missing() {
    return this == Admission ? Action.Warn : Action.Deny;
  }

  /**
   * Whether it is a change that is reviewed, and not what has been admitted already: only a change
   * can be compared with what was before.
   */
  public boolean ofChange() {
    return this != Background;
  }
}
