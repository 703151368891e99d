package dev.tenon.engine.policy;

import dev.tenon.engine.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What became of a policy's expressions.
 *
 * @param policy ready to be evaluated; empty where it has problems
 * @param problems what does not compile, each with the place in the expression
 */
public record Compilation(Optional<CompiledPolicy> policy, List<Problem> problems) {
  /** Keeps a sorted copy. */
  public Compilation {
    problems = problems.stream().sorted().toList();
  }
}
