package dev.tenon.camel.state;

import java.time.Instant;

/** How an attempt to deliver a message ended. */
public sealed interface Outcome {
  /** The message. */
  Messages.Stored message();

  /** The System has it. */
  record Delivered(Messages.Stored message, Instant forgetAt) implements Outcome {}

  /** A mapping yielded nothing, so there was nothing to deliver. */
  record Filtered(Messages.Stored message, Instant forgetAt) implements Outcome {}

  /**
   * Its System cannot be used now.
   *
   * @param reason at most 1024 characters; never content
   * @param counts whether the time until it is a dead letter runs; not while a quota is used up
   */
  record Held(Messages.Stored message, Instant at, String reason, Instant retryAt, boolean counts)
      implements Outcome {}

  /**
   * It can never be delivered, or not in time.
   *
   * @param reason what, where, why; at most 1024 characters; never content
   */
  record Dead(Messages.Stored message, Instant at, String reason, Instant forgetAt)
      implements Outcome {}
}
