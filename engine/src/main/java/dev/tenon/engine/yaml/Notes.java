package dev.tenon.engine.yaml;

import dev.tenon.engine.problem.Position;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Takes down what is wrong with one document, with places as the whole file counts them. */
final class Notes {
  private final String file;
  private final int firstLine;
  private final List<YamlProblem> problems;

  /**
   * For a document.
   *
   * @param firstLine of the document, from 1
   * @param problems takes them
   */
  Notes(String file, int firstLine, List<YamlProblem> problems) {
    this.file = file;
    this.firstLine = firstLine;
    this.problems = problems;
  }

  /** At a line of the document and a column, both from 1. */
  void add(int line, int column, String message, String fix) {
    problems.add(new YamlProblem(new Position(file, firstLine + line - 1, column), message, fix));
  }

  void add(Located at, String message, String fix) {
    problems.add(new YamlProblem(new Position(file, at.line(), at.column()), message, fix));
  }

  void add(Event at, String message, String fix) {
    add(located(at), message, fix);
  }

  void add(Mark at, String message, String fix) {
    add(at.getLine() + 1, at.getColumn() + 1, message, fix);
  }

  Located located(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return Located.scalar(
        firstLine + mark.map(Mark::getLine).orElse(0), mark.map(Mark::getColumn).orElse(0) + 1);
  }

  /** Of the file. */
  Located located(int line, int column) {
    return Located.scalar(firstLine + line - 1, column);
  }
}
