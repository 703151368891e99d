package dev.tenon.api.generation;

import java.util.List;
import java.util.stream.Collectors;

/** Tables in Markdown. */
final class Markdown {
  private Markdown() {}

  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder(line(head));
    table.append(line(head.stream().map(cell -> "---").toList()));
    rows.forEach(row -> table.append(line(row)));
    return table.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
