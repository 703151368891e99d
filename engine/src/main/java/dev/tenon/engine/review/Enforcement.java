package dev.tenon.engine.review;

/** Whether denials bind. */
public enum Enforcement {
  /** They do. */
  Deny,
  /**
   * They only warn: for the restore of a whole estate at a time when days have passed that were
   * ahead when it was declared. What names something that is not there still does not start.
   */
  Warn
}
