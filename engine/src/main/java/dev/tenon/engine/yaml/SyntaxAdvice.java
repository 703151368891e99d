package dev.tenon.engine.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The parser's errors in words for the person who wrote the file, with what to do about them. */
final class SyntaxAdvice {
  /**
   * What is said instead of an error of the parser.
   *
   * @param atContext whether the mistake is where the thing began that could not be read on
   */
  private record Advice(String sign, boolean atContext, String message, String fix) {}

  private static final List<Advice> ADVICE =
      List.of(
          new Advice(
              "(TAB)",
              false,
              "a tab stands where only spaces may",
              "Indent with spaces; before a value put spaces, too."),
          new Advice(
              "that cannot start any token",
              false,
              "a text cannot begin with this character",
              "Put the text in quotes."),
          new Advice(
              "mapping values are not allowed here",
              false,
              "a colon stands where no field can begin",
              "Put a text that holds \": \" in quotes, or check the indentation of this line and the one before."),
          new Advice(
              "sequence entries are not allowed here",
              false,
              "a list cannot begin in the middle of a line",
              "Begin the list on the next line, or put the text in quotes."),
          new Advice(
              "found unexpected end of stream",
              true,
              "the quotes that open here are never closed",
              "Close them."),
          new Advice(
              "expected ',' or ']'",
              true,
              "the list that opens here is not closed before something else begins",
              "Put commas between its items and close it with ]."),
          new Advice(
              "expected ',' or '}'",
              true,
              "the mapping that opens here is not closed before something else begins",
              "Put commas between its fields and close it with }."),
          new Advice(
              "expected '<document start>'",
              false,
              "something follows where the document has ended",
              "Check the indentation of this line; another document begins after a line of ---."),
          new Advice(
              "expected <block end>",
              false,
              "this line is neither inside of what begins above it nor beside it",
              "Indent it like its neighbours."),
          new Advice(
              "could not find expected ':'",
              true,
              "a name without a colon",
              "Put a colon and a space after the name, or indent a text that goes on here."));

  private SyntaxAdvice() {}

  /** Notes what an error means. */
  static void explain(MarkedYamlEngineException error, Notes notes) {
    String problem = error.getProblem() == null ? "" : error.getProblem();
    for (Advice advice : ADVICE) {
      if (problem.contains(advice.sign)) {
        Optional<Mark> begin = advice.atContext ? error.getContextMark() : Optional.empty();
        notes.add(begin.or(error::getProblemMark).orElseThrow(), advice.message, advice.fix);
        return;
      }
    }
    String context = error.getContext() == null ? "" : error.getContext() + ": ";
    notes.add(
        error.getProblemMark().or(error::getContextMark).orElseThrow(), context + problem, "");
  }
}
