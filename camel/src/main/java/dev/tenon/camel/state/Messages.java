package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Stored messages. A message is one row from its acceptance on; its state goes from Waiting, by way
 * of Held, to Delivered, Filtered or Dead, always in one transaction with the counters. Delivered
 * and filtered messages lose their content and keep their key until they are forgotten.
 */
public interface Messages {

  /** Who takes a message that is put. */
  enum Hand {
    /** This process, at once; the claim lapses when it dies. */
    MINE,
    /** Whoever claims it first. */
    ANYBODY,
    /** Whoever delivers the inbox in the order of arrival. */
    IN_ORDER
  }

  /**
   * A message that arrives.
   *
   * @param key what makes it the same message, 1 to 300 characters
   */
  record Incoming(Inbox inbox, String key, Instant acceptedAt, Content content) {}

  /**
   * A message to deliver.
   *
   * @param attempts how often it was tried
   * @param lastTried when it was last tried in vain
   * @param held whether its last attempt was in vain and it waits for another
   * @param heldAt when its System was first found away; not while a quota is used up
   */
  record Stored(
      long id,
      Inbox inbox,
      String key,
      Instant acceptedAt,
      int attempts,
      Optional<Instant> lastTried,
      boolean held,
      Optional<Instant> heldAt,
      Content content) {}

  /**
   * What one walk removed.
   *
   * @param rows how many
   * @param more whether the end was not reached yet
   */
  record Forgotten(int rows, boolean more) {}

  /**
   * Stores a message.
   *
   * @return its id once it is committed, or empty when its key is known
   */
  OptionalLong put(Incoming message, Hand hand);

  /**
   * Stores a message that can never be delivered as a dead letter, unless its key is known.
   *
   * @return whether it was stored
   */
  boolean bury(Incoming message, String reason, Instant forgetAt);

  /**
   * Claims messages that wait, the longest waiting first. No other process has them until the claim
   * lapses.
   */
  List<Stored> claim(Inbox inbox, int max, Instant now);

  /**
   * The next messages of an inbox in the order of arrival, unclaimed: only the holder of the
   * inbox's lease may deliver them.
   */
  List<Stored> next(Inbox inbox, int max);

  /** Makes what waits keep the order of arrival, if it was stored without regard to it. */
  void keepOrder(Inbox inbox);

  /** Prolongs claims of this process that are still its own. */
  void renew(Collection<Long> ids, Instant now);

  /** Gives claims of this process back, so that anybody may take them at once. */
  void release(Collection<Long> ids);

  /**
   * Writes how an attempt ended, soon; attempts that end at about the same time share a commit. It
   * is tried again for as long as the store does not answer. Until it is done, a crash makes the
   * message be delivered once more.
   */
  CompletionStage<Void> finish(Outcome outcome);

  /** How many ends of attempts could not be written yet because the store does not answer. */
  int unwritten();

  /** Of those inboxes, the ones that have a message which may be claimed now. */
  Set<Inbox> due(Collection<Inbox> inboxes, Instant now);

  /** When the next message of an inbox may be claimed, if one waits. */
  Optional<Instant> nextDue(Inbox inbox);

  /**
   * Since when the longest waiting unclaimed message of an inbox waits for its System: since it was
   * first held, or, if it was not tried, since it was accepted or the System went away, whichever
   * was later.
   */
  Optional<Instant> waitingSince(Inbox inbox, Instant awaySince);

  /** When the first message that is held now was first held. */
  Optional<Instant> heldSince(Inbox inbox);

  /**
   * Makes dead letters of unclaimed messages that wait since before an instant, in the sense of
   * {@link #waitingSince}.
   *
   * @return how many
   */
  int expire(
      Inbox inbox,
      Instant awaySince,
      Instant waitingBefore,
      String reason,
      Instant now,
      Instant forgetAt);

  /**
   * Makes dead letters of all that waits for an integration that is gone.
   *
   * @return how many
   */
  int buryAll(Ref integration, String reason, Instant now, Instant forgetAt);

  /**
   * Removes keys and dead letters whose time is over. Walks a part of the store at each call, and
   * starts again after the end.
   */
  Forgotten forget(Instant now);

  /** How long a claim of this store lasts unless it is renewed. */
  Duration claim();
}
