package dev.tenon.cli.board;

import java.io.PrintStream;
import java.util.List;

/** Nothing while things change, and the whole table at the end. */
public final class FinalTable implements Display {
  private final PrintStream out;
  private final PrintStream err;

  /** A table on {@code out}, sentences on {@code err}. */
  public FinalTable(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void show(List<Row> rows) {
    // only the end counts
  }

  @Override
  public synchronized void say(String lines) {
    err.println(lines);
    err.flush();
  }

  @Override
  public synchronized void end(List<Row> rows) {
    new TableText(Integer.MAX_VALUE, new Palette(false))
        .lines(rows, Integer.MAX_VALUE)
        .forEach(out::println);
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
