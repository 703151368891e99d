package dev.tenon.cli.board;

import dev.tenon.cli.board.Palette.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lays out rows as a table that fits a width. */
public final class TableText {
  private static final int GAP = 2;

  /** A number is never cut: it would be another one. */
  private static final int LONGEST_NUMBER = 19;

  private static final String SPACES = " ".repeat(GAP);

  /**
   * A column.
   *
   * @param least how many characters it keeps when there is too little room, as long as it stays
   * @param right whether it is aligned right, as numbers are
   * @param needed whether it is worth its room for these rows
   */
  private record Column(
      String title,
      int least,
      boolean right,
      Predicate<Row> needed,
      Function<Row, String> text,
      Function<Row, Look> look) {
    static Column text(String title, int least, Function<Row, String> text) {
      return new Column(title, least, false, row -> true, text, row -> Look.PLAIN);
    }

    static Column number(String title, Function<Row, Long> number, Look positive) {
      return new Column(
          title,
          LONGEST_NUMBER,
          true,
          row -> true,
          row -> Long.toString(number.apply(row)),
          row -> number.apply(row) > 0 ? positive : Look.PLAIN);
    }

    static Column optional(String title, Function<Row, Long> number) {
      return new Column(
          title,
          LONGEST_NUMBER,
          true,
          row -> number.apply(row) > 0,
          row -> Long.toString(number.apply(row)),
          row -> Look.PLAIN);
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("INTEGRATION", 40, Row::name),
          Column.text("STAGE", 6, Row::stage),
          Column.text("OWNER", 8, Row::owner),
          Column.text("PATTERN", 8, Row::pattern),
          new Column("READY", 5, false, row -> true, Row::ready, TableText::look),
          new Column("REASON", 10, false, row -> true, Row::reason, TableText::look),
          Column.number("IN", row -> row.messages().received(), Look.PLAIN),
          Column.number("DELIVERED", row -> row.messages().delivered(), Look.PLAIN),
          // where nothing is left out on purpose it would only take room
          Column.optional("FILTERED", row -> row.messages().filtered()),
          Column.number("HELD", row -> row.messages().held(), Look.DOUBTFUL),
          Column.number("DEAD", row -> row.messages().deadLetters(), Look.BAD));

  /** Columns that go altogether where there is too little room, one after the other. */
  private static final List<String> GO =
      List.of("PATTERN", "OWNER", "FILTERED", "STAGE", "REASON", "IN", "DELIVERED", "DEAD", "HELD");

  private final int width;
  private final Palette palette;

  /**
   * A layout.
   *
   * @param width characters of a line at most
   */
  public TableText(int width, Palette palette) {
    this.width = width;
    this.palette = palette;
  }

  /**
   * The table and, below it, what is not fine.
   *
   * @param height lines at most; where there are more rows, those with trouble come first
   */
  public List<String> lines(List<Row> rows, int height) {
    if (rows.isEmpty()) {
      return List.of(cut("No integrations yet: apply one by kubectl apply -f, or name its file."));
    }
    // a line for the heading, one for what is left out
    int most = Math.max(1, height - 2);
    List<Row> shown = rows;
    if (rows.size() > most) {
      shown =
          rows.stream().sorted(Comparator.comparing(row -> !row.troubled())).limit(most).toList();
    }
    List<String> lines = new ArrayList<>(table(shown));
    if (shown.size() < rows.size()) {
      lines.add(
          palette.paint(
              Look.FAINT,
              cut("… and " + (rows.size() - shown.size()) + " more: kubectl get tint -A")));
    }
    notes(shown, height - lines.size(), lines);
    return lines;
  }

  private List<String> table(List<Row> rows) {
    int[] widths = widths(rows);
    List<String> lines = new ArrayList<>();
    lines.add(line(widths, column -> palette(Look.HEADING), Column::title));
    for (Row row : rows) {
      lines.add(
          line(
              widths,
              column -> text -> palette.paint(column.look().apply(row), text),
              column -> column.text().apply(row)));
    }
    return lines;
  }

  private Function<String, String> palette(Look look) {
    return text -> palette.paint(look, text);
  }

  private static String line(
      int[] widths,
      Function<Column, Function<String, String>> paint,
      Function<Column, String> content) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      Column column = COLUMNS.get(i);
      String text = shortened(content.apply(column), widths[i]);
      String room = " ".repeat(widths[i] - text.length());
      String painted = paint.apply(column).apply(text);
      line.append(line.isEmpty() ? "" : SPACES)
          .append(column.right() ? room + painted : painted + (last(widths, i) ? "" : room));
    }
    return line.toString();
  }

  private static boolean last(int[] widths, int i) {
    return IntStream.range(i + 1, widths.length).allMatch(j -> widths[j] == 0);
  }

  /** As wide as the content; where that is too wide, the widest give way, then some go. */
  private int[] widths(List<Row> rows) {
    int[] widths =
        COLUMNS.stream()
            .mapToInt(
                column ->
                    rows.stream().noneMatch(column.needed())
                        ? 0
                        : rows.stream()
                            .mapToInt(row -> column.text().apply(row).length())
                            .reduce(column.title().length(), Math::max))
            .toArray();
    for (int excess = total(widths) - width; excess > 0; excess = total(widths) - width) {
      int widest = widest(widths);
      if (widest >= 0) {
        widths[widest]--;
      } else if (!drop(widths)) {
        widths[0] = Math.max(1, widths[0] - excess);
        break;
      }
    }
    return widths;
  }

  /** The widest of the columns that can be narrower; -1 where there is none. */
  private static int widest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > COLUMNS.get(i).least() && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  /** Leaves out the next column that goes; says whether there was one. */
  private static boolean drop(int[] widths) {
    for (String title : GO) {
      for (int i = 0; i < widths.length; i++) {
        if (COLUMNS.get(i).title().equals(title) && widths[i] > 0) {
          widths[i] = 0;
          return true;
        }
      }
    }
    return false;
  }

  private static int total(int[] widths) {
    long shown = IntStream.of(widths).filter(one -> one > 0).count();
    return IntStream.of(widths).sum() + GAP * (int) Math.max(0, shown - 1);
  }

  private void notes(List<Row> rows, int room, List<String> lines) {
    List<String> notes =
        rows.stream()
            .flatMap(row -> row.notes().stream().map(note -> row.name() + " " + note))
            .flatMap(note -> wrapped(note.replaceAll("\\p{Cntrl}", " ")))
            .toList();
    if (notes.isEmpty() || room < 2) {
      return;
    }
    lines.add("");
    notes.stream().limit(room - 1L).forEach(lines::add);
  }

  /** Over as many lines as it takes, those after the first indented. */
  private Stream<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    String indent = "";
    while (indent.length() + rest.length() > width && width > 2 * SPACES.length()) {
      int most = width - indent.length();
      int space = rest.lastIndexOf(' ', most);
      int end = space > 0 ? space : most;
      lines.add(indent + rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
      indent = SPACES;
    }
    lines.add(shortened(indent + rest, width));
    return lines.stream();
  }

  private String cut(String text) {
    return shortened(text.replaceAll("\\p{Cntrl}", " "), width);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + "…";
  }

  private static Look look(Row row) {
    return switch (row.ready()) {
      case "True" -> Look.GOOD;
      case "False" -> row.stalled() ? Look.BAD : Look.DOUBTFUL;
      default -> Look.DOUBTFUL;
    };
  }
}
