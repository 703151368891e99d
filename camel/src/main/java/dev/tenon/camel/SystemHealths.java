package dev.tenon.camel;

import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How each System answers this plan: what is wrong, since when. Calls write it, inboxes and reports
 * read it.
 */
public final class SystemHealths {
  private final ConcurrentHashMap<String, SystemHealth> troubled = new ConcurrentHashMap<>();

  /**
   * The System could not be used; the time of the first such report is kept until it recovers or
   * the trouble changes.
   */
  public void troubled(String system, Trouble trouble, String detail, Instant now) {
    troubled.merge(
        system,
        new SystemHealth(trouble, now, detail),
        (old, next) ->
            old.trouble() == trouble ? new SystemHealth(trouble, old.since(), detail) : next);
  }

  /** The System was used with success. */
  public void fine(String system) {
    if (!troubled.isEmpty()) {
      troubled.remove(system);
    }
  }

  /** The Systems that are not fine, by name. */
  public SortedMap<String, SystemHealth> troubled() {
    return new TreeMap<>(troubled);
  }
}
