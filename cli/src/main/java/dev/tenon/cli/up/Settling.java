package dev.tenon.cli.up;

import dev.tenon.api.Durations;
import dev.tenon.cli.board.Board;
import dev.tenon.cli.board.Display;
import dev.tenon.cli.board.Row;
import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Waits until every integration is Ready or Stalled, for {@code --once}. */
final class Settling {
  private static final Duration STOP_WITHIN = Duration.ofMillis(250);

  private final Board board;
  private final Display display;
  private final Stop stop;

  Settling(Board board, Display display, Stop stop) {
    this.board = board;
    this.display = display;
    this.stop = stop;
  }

  /**
   * Waits, shows the end, and says which exit code it comes to.
   *
   * @param generations what was applied, by namespace and name
   * @param refused whether the API has refused anything
   */
  int await(Map<String, Long> generations, boolean refused, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    boolean settled = false;
    while (!settled && !stop.isOrdered() && System.nanoTime() < end) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      settled =
          board.await(
              rows -> waiting(rows, generations).isEmpty(),
              left.compareTo(STOP_WITHIN) < 0 ? left : STOP_WITHIN);
    }
    List<Row> rows = board.rows();
    display.end(rows);
    if (!settled) {
      if (!stop.isOrdered()) {
        display.say(
            "tenon: not settled after "
                + Durations.format(timeout)
                + ": "
                + waiting(rows, generations).values().stream().collect(Collectors.joining("; ")));
      }
      return ExitCode.REFUSED;
    }
    boolean stalled = rows.stream().anyMatch(Row::stalled);
    return stalled || refused ? ExitCode.REFUSED : ExitCode.ALLOWED;
  }

  /** What is waited for, and how far it is, by name. */
  private static Map<String, String> waiting(List<Row> rows, Map<String, Long> generations) {
    Map<String, String> waiting = new HashMap<>();
    generations.keySet().forEach(name -> waiting.put(name, name + " is not there"));
    for (Row row : rows) {
      boolean newest = row.generation() >= generations.getOrDefault(row.name(), 0L);
      if (newest && row.atRest()) {
        waiting.remove(row.name());
      } else {
        waiting.put(row.name(), row.name() + " is Ready=" + row.ready() + " " + row.reason());
      }
    }
    return waiting;
  }
}
