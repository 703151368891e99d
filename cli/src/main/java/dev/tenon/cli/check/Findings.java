package dev.tenon.cli.check;

import dev.tenon.cli.manifests.Manifest;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param now the instant whose day was taken for today
 * @param files as they were named, in the order of reading
 * @param objects everything in the files that could be read
 * @param problems all of them, those of one file in the order of its lines
 * @param rationales why there is a policy, by its name
 */
public record Findings(
    Instant now,
    List<String> files,
    List<Manifest> objects,
    List<Problem> problems,
    Map<String, String> rationales) {
  /** Copies. */
  public Findings {
    files = List.copyOf(files);
    objects = List.copyOf(objects);
    problems = List.copyOf(problems);
    rationales = Map.copyOf(rationales);
  }

  /** What a problem does, in a word; formats say it in theirs. */
  public enum Level {
    /** It refuses the change. */
    Denied,
    /** It is let through with a warning. */
    Warning,
    /** It is only recorded. */
    Audited,
    /** It would refuse, and a Waiver lets it pass. */
    Waived
  }

  /** What a problem does. */
  public static Level level(Problem problem) {
    if (problem.waiver().isPresent()) {
      return Level.Waived;
    }
    return switch (problem.action()) {
      case Deny -> Level.Denied;
      case Warn -> Level.Warning;
      case Audit -> Level.Audited;
    };
  }

  /** How many problems are of that level. */
  public long count(Level level) {
    return problems.stream().filter(problem -> level(problem) == level).count();
  }

  /** The problems of one object. */
  public List<Problem> of(Ref object) {
    return problems.stream().filter(problem -> problem.of().equals(object)).toList();
  }
}
