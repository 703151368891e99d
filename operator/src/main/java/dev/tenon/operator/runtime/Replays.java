package dev.tenon.operator.runtime;

import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Delivers dead letters again, and has sources read again. */
public interface Replays {
  /**
   * Which dead letters: all that meet every condition that is there.
   *
   * @param since those that died at or after it
   * @param until those that died before it
   * @param error those whose last error has a match
   * @param ids those with one of these
   */
  record Selection(
      Optional<Instant> since,
      Optional<Instant> until,
      Optional<Pattern> error,
      List<String> ids) {}

  /** How many there are. */
  long count(Ref integration, Selection selection);

  /**
   * Gives dead letters back to their integration, the oldest first.
   *
   * @param most at most so many
   * @return how many
   */
  int replay(Ref integration, Selection selection, int most);

  /**
   * Has the polls of an integration read again from an earlier checkpoint.
   *
   * @return why it cannot be done, or empty when it was
   */
  Optional<String> readAgain(Ref integration, String checkpoint);
}
