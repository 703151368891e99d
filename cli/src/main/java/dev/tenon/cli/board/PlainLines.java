package dev.tenon.cli.board;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A line whenever something changes, for whoever reads it later: a file, a pipe, a log. Where only
 * counts change, a line every ten seconds at most.
 */
public final class PlainLines implements Display {
  private static final long COUNTS_EVERY = Duration.ofSeconds(10).toNanos();

  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanos;
  private final Map<String, Row> printed = new HashMap<>();
  private final Map<String, Long> at = new HashMap<>();

  /**
   * Lines.
   *
   * @param nanos a clock in nanoseconds, for the pace of counts
   */
  public PlainLines(PrintStream out, PrintStream err, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.nanos = nanos;
  }

  @Override
  public synchronized void show(List<Row> rows) {
    Set<String> gone = new HashSet<>(printed.keySet());
    for (Row row : rows) {
      gone.remove(row.name());
      Row before = printed.get(row.name());
      boolean another = before == null || !before.withoutCounts().equals(row.withoutCounts());
      boolean counts = !another && !counts(before).equals(counts(row));
      long now = nanos.getAsLong();
      if (another || (counts && now - at.get(row.name()) >= COUNTS_EVERY)) {
        print(row, before);
        printed.put(row.name(), row);
        at.put(row.name(), now);
      }
    }
    for (String name : gone) {
      out.println(name + " deleted");
      printed.remove(name);
      at.remove(name);
    }
    out.flush();
  }

  private void print(Row row, Row before) {
    out.println(
        row.name()
            + " stage="
            + row.stage()
            + " owner="
            + row.owner()
            + " pattern="
            + row.pattern()
            + " ready="
            + row.ready()
            + " reason="
            + row.reason()
            + counts(row));
    if (before == null || !Objects.equals(before.notes(), row.notes())) {
      row.notes().forEach(note -> out.println(row.name() + " " + oneLine(note.toString())));
    }
  }

  private static String counts(Row row) {
    return " in="
        + row.messages().received()
        + " delivered="
        + row.messages().delivered()
        + " filtered="
        + row.messages().filtered()
        + " held="
        + row.messages().held()
        + " dead="
        + row.messages().deadLetters();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public synchronized void say(String lines) {
    err.println(lines);
    err.flush();
  }

  @Override
  public void end(List<Row> rows) {
    show(rows);
  }

  @Override
  public void close() {
    out.flush();
  }
}
