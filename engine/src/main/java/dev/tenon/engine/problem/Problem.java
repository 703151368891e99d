package dev.tenon.engine.problem;

import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong: where, what, and what to do about it. There is no other error type, be
 * it about a schema, a reference, a parameter, a quota or a policy.
 *
 * @param rule the name of the built-in rule or of the policy that finds it
 * @param of the object that has to change
 * @param at the field of that object
 * @param position the place in a file, where the object was read from one
 * @param message what is wrong, for the person who wrote it; no full stop at the end
 * @param fix what to do, as a sentence
 * @param about another object that the problem is about: the one that is missing, or that may not
 *     be used
 * @param terms on what terms it may be let through
 */
public record Problem(
    String rule,
    Ref of,
    FieldPath at,
    Optional<Position> position,
    Origin origin,
    String message,
    String fix,
    Action action,
    Optional<Ref> about,
    Terms terms)
    implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::action)
          .thenComparing(Problem::of)
          .thenComparing(problem -> problem.at().toString())
          .thenComparing(Problem::rule)
          .thenComparing(Problem::message);

  /** Rejects nulls. */
  public Problem {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(fix, "fix");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(about, "about");
    Objects.requireNonNull(terms, "terms");
  }

  /** A problem of a built-in rule that refuses, and that no Waiver lets pass. */
  public static Problem deny(String rule, Ref of, FieldPath at, String message, String fix) {
    return new Problem(
        rule,
        of,
        at,
        Optional.empty(),
        Origin.Review,
        message,
        fix,
        Action.Deny,
        Optional.empty(),
        Terms.NONE);
  }

  /**
   * An object is named that is not there.
   *
   * @param at the field that names it
   */
  public static Problem missing(Ref of, FieldPath at, Ref target) {
    return deny(
            BuiltIn.REFERENCE_NOT_FOUND,
            of,
            at,
            target + " does not exist",
            "Apply " + target + ", or change " + at + ".")
        .about(target);
  }

  /** The same with another action. */
  public Problem with(Action other) {
    return new Problem(rule, of, at, position, origin, message, fix, other, about, terms);
  }

  /** The same, about an object. */
  public Problem about(Ref other) {
    return new Problem(
        rule, of, at, position, origin, message, fix, action, Optional.of(other), terms);
  }

  /** The same, at a place in a file. */
  public Problem at(Position place) {
    return new Problem(
        rule, of, at, Optional.of(place), origin, message, fix, action, about, terms);
  }

  /** The same, on other terms. */
  public Problem on(Terms others) {
    return new Problem(rule, of, at, position, origin, message, fix, action, about, others);
  }

  /** The same, because of a day or a budget. */
  public Problem on(Basis basis) {
    return on(terms.on(basis));
  }

  /** The Waiver that lets it pass now. */
  public Optional<Pass> waiver() {
    return terms.pass().filter(Pass::live);
  }

  /** Whether it refuses the change: its action is Deny and no Waiver lets it pass. */
  public boolean refuses() {
    return action == Action.Deny && waiver().isEmpty();
  }

  /** The worst action first, then by object, field, rule and message. */
  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
