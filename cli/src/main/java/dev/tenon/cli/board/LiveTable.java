package dev.tenon.cli.board;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table that is drawn over itself, at the place where the cursor was. Sentences go above it. It
 * never draws a line that would wrap, so that it knows how many lines it has to go back.
 */
public final class LiveTable implements Display {
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final PrintStream err;
  private final Palette palette;
  private final Supplier<Optional<Terminal.Size>> size;
  private Terminal.Size drawnAt;
  private List<Row> rows = List.of();
  private int drawn;
  private boolean closed;

  /**
   * A table.
   *
   * @param err for sentences; in most cases the same terminal
   * @param size asked before each drawing; where it is empty, the last one counts
   */
  public LiveTable(
      PrintStream out,
      PrintStream err,
      Palette palette,
      Terminal.Size first,
      Supplier<Optional<Terminal.Size>> size) {
    this.out = out;
    this.err = err;
    this.palette = palette;
    this.drawnAt = first;
    this.size = size;
  }

  @Override
  public synchronized void show(List<Row> now) {
    rows = now;
    if (!closed) {
      draw();
    }
  }

  @Override
  public synchronized void say(String lines) {
    if (drawn > 0 && !closed) {
      out.print(UP.formatted(drawn) + '\r' + CLEAR_BELOW);
      out.flush();
      drawn = 0;
      err.println(lines);
      err.flush();
      draw();
    } else {
      err.println(lines);
      err.flush();
    }
  }

  private void draw() {
    StringBuilder text = new StringBuilder();
    Terminal.Size now = size.get().orElse(drawnAt);
    if (drawn > 0) {
      text.append(UP.formatted(drawn)).append('\r');
    }
    if (now.width() < drawnAt.width()) {
      // the terminal has wrapped what was drawn: where it began is not known any more
      text.append("\u001b[H").append(CLEAR_BELOW);
    }
    drawnAt = now;
    List<String> lines =
        new TableText(now.width() - 1, palette).lines(rows, Math.max(3, now.height() - 1));
    lines.forEach(line -> text.append(line).append(CLEAR_LINE).append('\n'));
    text.append(CLEAR_BELOW);
    drawn = lines.size();
    // in one piece, so that it does not flicker
    out.print(text);
    out.flush();
  }

  @Override
  public void end(List<Row> last) {
    show(last);
  }

  @Override
  public synchronized void close() {
    closed = true;
    out.flush();
  }
}
