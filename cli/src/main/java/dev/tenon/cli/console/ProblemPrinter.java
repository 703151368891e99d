package dev.tenon.cli.console;

import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.plan.Ref;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prints problems as text, for every command alike: the place, then what admission would say.
 *
 * <pre>
 * orders.yaml:12:5: unknown-field Integration shop/orders spec.ovner: there is no such field
 *   fix: Did you mean owner? …
 * </pre>
 */
public final class ProblemPrinter {
  private static final Ref NONE = new Ref("", "", "");

  private ProblemPrinter() {}

  /** Prints all of them, those of one file in the order of its lines; several lines each. */
  public static void print(Collection<Problem> problems, Consumer<String> line) {
    problems.stream()
        .distinct()
        .map(ProblemPrinter::text)
        .forEach(text -> text.lines().forEach(line));
  }

  /** One problem, over several lines. */
  public static String text(Problem problem) {
    String place = problem.position().map(position -> position + ": ").orElse("");
    String warning = problem.refuses() ? "" : "warning: ";
    return place + warning + ProblemText.of(problem, NONE);
  }

  /** As in {@code 3 problems}; counts what refuses only. */
  public static String count(List<Problem> problems) {
    long count = problems.stream().distinct().filter(Problem::refuses).count();
    return count == 1 ? "1 problem" : count + " problems";
  }
}
