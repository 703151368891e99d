package dev.tenon.operator.runtime;

import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
      Optional<Instant> since, Optional<Instant> until, Optional<Pattern> error, List<String> ids) {

    /** Holds for the errors that are wanted. */
    public Predicate<String> matching() {
      return error.map(Pattern::asPredicate).orElse(any -> true);
    }

    /**
     * The ids as the state store has them; empty for all.
     *
     * @throws IllegalArgumentException if one is no whole number
     */
    public Set<Long> numbers() {
      return ids.stream().map(Selection::number).collect(Collectors.toSet());
    }

    private static Long number(String id) {
      try {
        return Long.valueOf(id);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "'" + id + "' is no id of a dead letter: they are whole numbers", e);
      }
    }
  }

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

  /** A declared checkpoint as JSON: a number where it reads as one, and else a text. */
  static String json(String checkpoint) {
    return checkpoint.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")
        ? checkpoint
        : '"' + checkpoint.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
