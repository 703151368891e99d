package dev.tenon.plan;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a runner says of the plan that it runs. The operator reads it; it is the only truth about
 * running routes.
 *
 * @param revision of the plan that runs or was tried
 * @param cause why it does not run, for people: what, where, why, what to do
 * @param deadLetterCause why the last message became a dead letter, for people; never content;
 *     absent where there are none
 * @param systems by name: only those that are not fine
 * @param passes of polls, by call
 */
public record RunnerReport(
    Ref of,
    Revision revision,
    Phase phase,
    Optional<String> cause,
    Counts messages,
    Optional<String> deadLetterCause,
    SortedMap<String, SystemHealth> systems,
    Map<String, Pass> passes,
    Optional<Backlog> backlog) {

  /** Where a plan is. */
  public enum Phase {
    Starting,
    Running,
    /** Intake is stopped by a Pause; what is stored goes on being delivered. */
    Paused,
    Failed,
    Stopped
  }

  /**
   * Units of delivery since the state store began; the store counts, so restarts and replicas do
   * not.
   *
   * @param received accepted by an inbox, or by a synchronous entry
   * @param duplicates dropped because their key was known
   * @param filtered ended by a mapping that yields nothing
   * @param refused synchronous requests that failed
   * @param held waiting for a System now
   * @param deadLetters kept now
   */
  public record Counts(
      long received,
      long delivered,
      long filtered,
      long duplicates,
      long refused,
      long held,
      long deadLetters) {
    /** All zero. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * A System that is not fine, as this integration sees it.
   *
   * @param since when it began
   * @param detail such as {@code 503 Service Unavailable}; never a body, never an exception's name
   */
  public record SystemHealth(Trouble trouble, Instant since, String detail) {}

  /** What can be wrong with a System. */
  public enum Trouble {
    Unavailable,
    CredentialsRefused,
    QuotaExhausted
  }

  /** The last complete successful pass of a poll. */
  public record Pass(Optional<Instant> completed, Optional<String> failure) {}

  /** The oldest message that is held, and when it becomes a dead letter. */
  public record Backlog(Instant oldest, Instant deadLetterAt) {}
}
