package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Backlog;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.RunnerReport.Phase;
import dev.tenon.plan.RunnerReport.SystemHealth;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What the pods of an integration say together. The state store counts for all of them, so the
 * greatest count is the newest; a System that one of them cannot reach is not fine.
 */
record Reported(
    boolean paused,
    boolean running,
    Counts messages,
    Optional<String> deadLetterCause,
    SortedMap<String, SystemHealth> systems,
    Optional<Backlog> backlog) {
  static final Reported NOTHING =
      new Reported(false, false, Counts.NONE, Optional.empty(), new TreeMap<>(), Optional.empty());

  private static final int MOST_SYSTEMS = 64;

  /** Whether a report is about that integration and whole. */
  static boolean usable(RunnerReport report, Ref of) {
    return of.equals(report.of())
        && report.phase() != null
        && report.messages() != null
        && report.systems() != null
        && report.systems().size() <= MOST_SYSTEMS
        && report.systems().values().stream()
            .allMatch(it -> it != null && it.trouble() != null && it.since() != null);
  }

  /** Puts reports together. */
  static Reported of(Collection<RunnerReport> reports) {
    if (reports.isEmpty()) {
      return NOTHING;
    }
    TreeMap<String, SystemHealth> systems = new TreeMap<>();
    reports.forEach(
        report ->
            report
                .systems()
                .forEach(
                    (name, health) -> systems.merge(name, bounded(health), Reported::earlier)));
    return new Reported(
        reports.stream().allMatch(report -> report.phase() == Phase.Paused),
        reports.stream().anyMatch(report -> report.phase() == Phase.Running),
        new Counts(
            most(reports, Counts::received),
            most(reports, Counts::delivered),
            most(reports, Counts::filtered),
            most(reports, Counts::duplicates),
            most(reports, Counts::refused),
            most(reports, Counts::held),
            most(reports, Counts::deadLetters)),
        reports.stream()
            .flatMap(report -> report.deadLetterCause().stream())
            .map(Causes::line)
            .sorted()
            .findFirst(),
        systems,
        reports.stream()
            .flatMap(report -> report.backlog().stream())
            .min(Comparator.comparing(Backlog::oldest)));
  }

  private static SystemHealth bounded(SystemHealth health) {
    return new SystemHealth(health.trouble(), health.since(), Causes.line(health.detail()));
  }

  private static SystemHealth earlier(SystemHealth one, SystemHealth other) {
    Instant first = one.since();
    return first.isAfter(other.since()) ? other : one;
  }

  private static long most(Collection<RunnerReport> reports, ToLongFunction<Counts> which) {
    return reports.stream().map(RunnerReport::messages).mapToLong(which).max().orElse(0);
  }
}
