package dev.tenon.operator.admission;

import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.Pass;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.review.Verdict;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.List;

/**
 * What a verdict says besides refusing, as warnings: a line each, as short as Kubernetes asks for.
 */
public final class WarningTexts {
  /** Characters of one warning at most: Kubernetes may cut longer ones. */
  static final int LONGEST = 120;

  /** Of all together it passes on 4096 characters. */
  static final int MOST = 20;

  private WarningTexts() {}

  /**
   * The warnings of a verdict, the worst first; what is only recorded is none of them.
   *
   * @param subject the object under change
   */
  public static List<String> of(Verdict verdict, Ref subject) {
    List<String> warnings = new ArrayList<>();
    for (Problem problem : verdict.others()) {
      if (problem.action() != Action.Audit) {
        warnings.add(of(problem, subject));
      }
    }
    int more = warnings.size() - MOST;
    if (more > 0) {
      warnings.subList(MOST, warnings.size()).clear();
      warnings.add("and " + more + " more");
    }
    return List.copyOf(warnings);
  }

  private static String of(Problem problem, Ref subject) {
    return problem
        .waiver()
        .map(pass -> waived(problem, pass))
        .orElseGet(() -> violated(problem, subject));
  }

  private static String waived(Problem problem, Pass pass) {
    return ProblemText.shortened(
        problem.rule() + ": waived until " + pass.until() + " by " + ProblemText.issued(pass),
        LONGEST);
  }

  /** The first line of the problem; the day from which it refuses is never cut off. */
  private static String violated(Problem problem, Ref subject) {
    String line = ProblemText.line(problem, subject);
    String due = problem.terms().due().map(day -> " (refused from " + day + ")").orElse("");
    if (line.length() <= LONGEST || due.isEmpty()) {
      return ProblemText.shortened(line, LONGEST);
    }
    return ProblemText.shortened(line.replace(due, ""), LONGEST - due.length()) + due;
  }
}
