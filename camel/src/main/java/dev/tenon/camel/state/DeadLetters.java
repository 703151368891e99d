package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Messages that could not be delivered: to be read, counted, and put back by a Replay. */
public interface DeadLetters {

  /**
   * Which ones; what is absent or empty selects all.
   *
   * @param since those that died at or after it
   * @param until those that died before it
   * @param reason holds for the reasons wanted
   * @param ids at most 1000
   */
  record Selection(
      Optional<String> inbox,
      Optional<Instant> since,
      Optional<Instant> until,
      Predicate<String> reason,
      Set<Long> ids) {
    /** All of them. */
    public static final Selection ALL =
        new Selection(Optional.empty(), Optional.empty(), Optional.empty(), any -> true, Set.of());
  }

  /**
   * One of them.
   *
   * @param key what its Idempotency-Key is made of, the same as in every attempt
   * @param firstTried first attempt, or when it was refused before any
   * @param died when it became a dead letter
   */
  record DeadLetter(
      long id,
      String inbox,
      String key,
      Instant accepted,
      int attempts,
      Instant firstTried,
      Instant died,
      String reason,
      Instant forgetAt,
      Content content) {}

  /**
   * A page, in the order of their ids.
   *
   * @param after the last id of the page before, or 0
   * @param max 1 to 1000
   */
  List<DeadLetter> list(Ref integration, Selection selection, long after, int max);

  /** How many there are. */
  long count(Ref integration, Selection selection);

  /**
   * Why the one that died last did, at most 1024 characters, never content. It is looked for among
   * the first and the last hundred that arrived in each inbox, so that it costs the same with a
   * million.
   *
   * @return empty if there are none
   */
  Optional<String> lastReason(Ref integration);

  /**
   * Puts dead letters back into their inboxes, where they are delivered like new messages, with the
   * same key.
   *
   * @return how many of them were dead letters
   */
  int replay(Ref integration, Collection<Long> ids, Instant now);

  /**
   * The same for those of a selection, the oldest first, a page at a time.
   *
   * @param max at most so many
   */
  default int replay(Ref integration, Selection selection, int max, Instant now) {
    int done = 0;
    long after = 0;
    while (done < max) {
      List<DeadLetter> page = list(integration, selection, after, Math.min(500, max - done));
      if (page.isEmpty()) {
        break;
      }
      after = page.get(page.size() - 1).id();
      done += replay(integration, page.stream().map(DeadLetter::id).toList(), now);
    }
    return done;
  }
}
