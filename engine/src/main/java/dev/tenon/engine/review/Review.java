package dev.tenon.engine.review;

import dev.tenon.engine.problem.Problem;
import java.util.List;

/** Holds a change against rules. All of them are asked, and all that they find is told. */
public final class Review {
  private final List<Rule> rules;

  /** A review by these rules; their order does not matter. */
  public Review(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What the rules say of a change. */
  public Verdict of(Subject subject) {
    List<Problem> problems = rules.stream().flatMap(rule -> rule.review(subject)).toList();
    return new Verdict(problems);
  }
}
