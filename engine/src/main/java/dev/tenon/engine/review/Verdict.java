package dev.tenon.engine.review;

import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What review says of a change: all problems, in one order whatever order the rules ran in, each
 * once.
 *
 * @param audit of a change that may be made: what an audit log should say besides who made the
 *     change: {@code approved-by} whoever approved a Waiver, {@code attested-by} whoever carried
 *     what somebody else said, {@code break-glass} the incident for which denials became warnings
 * @param until the instant from which the same declarations may be judged otherwise, because a day
 *     has passed
 */
public record Verdict(
    List<Problem> problems, SortedMap<String, String> audit, Optional<Instant> until) {
  /** Key of {@link #audit}: who approved a Waiver. */
  public static final String APPROVED_BY = "approved-by";

  /** Key of {@link #audit}: who carried what somebody else said. */
  public static final String ATTESTED_BY = "attested-by";

  /** Key of {@link #audit}: the incident for which denials became warnings. */
  public static final String BREAK_GLASS = "break-glass";

  /** Nothing is wrong. */
  public static final Verdict CLEAN = new Verdict(List.of());

  /** Sorts the problems, each once. */
  public Verdict {
    problems = problems.stream().distinct().sorted().toList();
    audit = Collections.unmodifiableSortedMap(new TreeMap<>(audit));
  }

  /** These problems, whatever day it is. */
  public Verdict(List<Problem> problems) {
    this(problems, Collections.emptySortedMap(), Optional.empty());
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

  /** What rules say that are built in. */
  public Verdict builtIn() {
    return only(problem -> BuiltIn.names().contains(problem.rule()));
  }

  /** What policies say. */
  public Verdict ofPolicies() {
    return only(problem -> !BuiltIn.names().contains(problem.rule()));
  }

  private Verdict only(Predicate<Problem> which) {
    return new Verdict(problems.stream().filter(which).toList(), audit, until);
  }
}
