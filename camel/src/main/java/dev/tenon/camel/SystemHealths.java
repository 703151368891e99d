package dev.tenon.camel;

import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How each System answers this plan: what is wrong, since when. Calls write it, inboxes and reports
 * read it.
 */
public final class SystemHealths {
  /**
   * A limit that is used to the full gives a few permits after each few seconds, and none in
   * between: it counts as used up until it has been enough for this long.
   */
  private static final Duration ENOUGH = Duration.ofMinutes(1);

  private final ConcurrentHashMap<String, Seen> troubled = new ConcurrentHashMap<>();

  /**
   * What was seen of a System.
   *
   * @param latest when it was last in trouble
   * @param used whether it was used with success since
   */
  private record Seen(SystemHealth health, Instant latest, boolean used) {
    boolean over(Instant now) {
      return used && !latest.plus(ENOUGH).isAfter(now);
    }
  }

  /**
   * The System could not be used; the time of the first such report is kept until it recovers or
   * the trouble changes.
   */
  public void troubled(String system, Trouble trouble, String detail, Instant now) {
    troubled.compute(
        system,
        (name, old) -> {
          boolean same = old != null && old.health().trouble() == trouble && !old.over(now);
          Instant since = same ? old.health().since() : now;
          return new Seen(new SystemHealth(trouble, since, detail), now, false);
        });
  }

  /** The System was used with success. */
  public void fine(String system) {
    if (!troubled.isEmpty()) {
      troubled.computeIfPresent(
          system,
          (name, old) ->
              old.health().trouble() == Trouble.QuotaExhausted
                  ? new Seen(old.health(), old.latest(), true)
                  : null);
    }
  }

  /** The Systems that are not fine, by name. */
  public SortedMap<String, SystemHealth> troubled(Instant now) {
    troubled.values().removeIf(seen -> seen.over(now));
    SortedMap<String, SystemHealth> healths = new TreeMap<>();
    troubled.forEach((system, seen) -> healths.put(system, seen.health()));
    return healths;
  }
}
