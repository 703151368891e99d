package dev.tenon.engine.policy;

import dev.tenon.plan.Consumer;
import dev.tenon.plan.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often a plan calls a System by schedule alone, whatever else happens: at least once for each
 * pass of a poll, and once for each step of a timer's route that calls it.
 */
final class Schedule {
  private final List<Fires> fires;
  private final boolean alone;

  /**
   * @param calls of the System, each time
   */
  private record Fires(Facts.Entry entry, long calls) {
    long in(Duration length) {
      return calls
          * entry
              .period()
              .map(period -> -Math.floorDiv(-length.toMillis(), Math.max(1, period.toMillis())))
              .or(() -> entry.cron().map(cron -> Cron.of(cron).mostIn(length)))
              .orElse(0L);
    }

    /** Rounded down, so that less than once is not once. */
    long hourly() {
      Duration hour = Duration.ofHours(1);
      return entry
          .period()
          .map(period -> calls * hour.toMillis() / Math.max(1, period.toMillis()))
          .orElseGet(() -> in(hour));
    }
  }

  private Schedule(List<Fires> fires, boolean alone) {
    this.fires = fires;
    this.alone = alone;
  }

  /** By which schedule a plan calls a System. */
  static Schedule of(Facts facts, String system) {
    List<Fires> fires =
        facts.entries().stream()
            .filter(entry -> entry.period().isPresent() || entry.cron().isPresent())
            .map(entry -> new Fires(entry, calls(facts, entry, system)))
            .filter(one -> one.calls() > 0)
            .toList();
    boolean alone =
        facts.calls().stream()
            .filter(call -> call.system().equals(system) && !call.kind().equals("Receive"))
            .allMatch(
                call ->
                    fires.stream()
                        .anyMatch(
                            one ->
                                one.entry().route().equals(call.route())
                                    && (call.kind().equals("Poll") || timer(one.entry()))));
    return new Schedule(fires, alone);
  }

  private static boolean timer(Facts.Entry entry) {
    return entry.kind() == Consumer.Kind.Timer;
  }

  private static long calls(Facts facts, Facts.Entry entry, String system) {
    if (entry.kind() == Consumer.Kind.Poll) {
      return entry.system().filter(system::equals).isPresent() ? 1 : 0;
    }
    return timer(entry)
        ? facts.calls().stream()
            .filter(call -> call.route().equals(entry.route()))
            .filter(call -> call.system().equals(system) && call.kind().equals("Send"))
            .count()
        : 0;
  }

  /** The calls in a time; empty where no schedule calls it. */
  Optional<Long> in(Duration length) {
    return fires.isEmpty()
        ? Optional.empty()
        : Optional.of(fires.stream().mapToLong(one -> one.in(length)).sum());
  }

  /**
   * The calls in an hour, rounded down; empty where something else than a schedule calls it too.
   */
  Optional<Long> hourly() {
    return fires.isEmpty() || !alone
        ? Optional.empty()
        : Optional.of(fires.stream().mapToLong(Fires::hourly).sum());
  }
}
