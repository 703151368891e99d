package dev.tenon.engine.assess;

import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport.Backlog;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.SecretKey;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a runtime sees of an integration.
 *
 * @param serving the revision that serves, be it the newest or the last good one
 * @param cause why the newest revision does not serve
 * @param deadLetterCause why the last message became a dead letter; absent where there are none
 * @param systems those that are not fine, by name
 * @param backlog what is held, if anything
 * @param missing keys of Secrets that the plan reads and that are not there
 * @param url where its events or requests are received
 */
public record Observation(
    Phase phase,
    Optional<Revision> serving,
    Optional<Cause> cause,
    Counts messages,
    Optional<String> deadLetterCause,
    SortedMap<String, SystemHealth> systems,
    Optional<Backlog> backlog,
    SortedSet<SecretKey> missing,
    Optional<String> url) {

  /** Nothing of it runs. */
  public static final Observation ABSENT =
      new Observation(
          Phase.Absent,
          Optional.empty(),
          Optional.empty(),
          Counts.NONE,
          Optional.empty(),
          Collections.unmodifiableSortedMap(new TreeMap<>()),
          Optional.empty(),
          Collections.unmodifiableSortedSet(new TreeSet<>()),
          Optional.empty());

  /** Where the newest revision that the runtime was given is. */
  public enum Phase {
    Absent,
    Starting,
    Running,
    /** Intake is stopped; what is stored goes on being delivered. */
    Paused,
    Failed
  }

  /**
   * Why a revision does not serve.
   *
   * @param reason a CamelCase word of the table of conditions
   * @param message what, where, why, what to do
   */
  public record Cause(String reason, String message) {}
}
