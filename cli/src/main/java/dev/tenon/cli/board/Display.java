package dev.tenon.cli.board;

import java.util.List;

/** Where integrations and sentences about them are shown. Safe for threads. */
public interface Display extends AutoCloseable {
  /** Shows integrations as they are now. */
  void show(List<Row> rows);

  /** Says a sentence, or several lines, beside what is shown. */
  void say(String lines);

  /** Shows them for the last time. */
  void end(List<Row> rows);

  /** Says no more than what was said. */
  @Override
  void close();
}
