package dev.tenon.engine.review;

import dev.tenon.engine.problem.Problem;
import java.util.List;

/**
 * What review says of a change: all problems, in one order whatever order the rules ran in, each
 * once.
 */
public record Verdict(List<Problem> problems) {
  /** Nothing is wrong. */
  public static final Verdict CLEAN = new Verdict(List.of());

  /** Sorts the problems, each once. */
  public Verdict {
    problems = problems.stream().distinct().sorted().toList();
  }

  /** Whether the change may be made. */
  public boolean allows() {
    return problems.stream().noneMatch(Problem::refuses);
  }

  /** The problems that refuse the change. */
  public List<Problem> denials() {
    return problems.stream().filter(Problem::refuses).toList();
  }

  /** The problems that it has and is let through with, waived ones included. */
  public List<Problem> others() {
    return problems.stream().filter(problem -> !problem.refuses()).toList();
  }
}
