package dev.tenon.cli.manifests;

import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.util.List;
import java.util.Set;

/**
 * What one file holds.
 *
 * @param manifests what could be read, in its order
 * @param problems what is wrong with the rest, and warnings about either
 * @param broken the names of objects that could not be read, where they are known
 */
public record ReadFile(
    Source source, List<Manifest> manifests, List<Problem> problems, Set<Ref> broken) {
  /** Copies. */
  public ReadFile {
    manifests = List.copyOf(manifests);
    problems = List.copyOf(problems);
    broken = Set.copyOf(broken);
  }

  /** Whether anything in it keeps it from being applied. */
  public boolean refused() {
    return problems.stream().anyMatch(Problem::refuses);
  }
}
