package dev.tenon.engine.render;

import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything that one rendering finds wrong. */
final class Findings {
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Where> parameters = new HashSet<>();

  /** A value or a route is wrong; the rule follows from where it stands. */
  void wrong(Where where, String message, String fix) {
    add(
        where.parameter() ? BuiltIn.INVALID_PARAMETERS : BuiltIn.INVALID_ROUTES,
        where,
        message,
        fix);
  }

  void add(String rule, Where where, String message, String fix) {
    // a value that is wrong is met again wherever it is used: once is enough
    if (where.parameter() && !parameters.add(where)) {
      return;
    }
    problems.add(Problem.deny(rule, where.of(), where.at(), message, fix));
  }

  /** An object is named that is not there. */
  void missing(Where where, Ref target) {
    problems.add(Problem.missing(where.of(), where.at(), target));
  }

  void addAll(List<Problem> more) {
    problems.addAll(more);
  }

  boolean none() {
    return problems.isEmpty();
  }

  List<Problem> all() {
    return List.copyOf(problems);
  }
}
