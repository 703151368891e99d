package dev.tenon.engine.review;

import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.policy.Policies;
import dev.tenon.engine.policy.PolicyIsSound;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.rules.BuiltInRules;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds a change against the rules that are built in and against the policies of the estate. All of
 * them are asked, and all that they find is told. Immutable and safe for threads; make one and keep
 * it, for it keeps compiled policies.
 */
public final class Review {
  private final Renderer renderer;
  private final Policies policies;
  private final Enforcement enforcement;
  private final List<Rule> rules;

  private Review(Renderer renderer, Policies policies, Enforcement enforcement) {
    this.renderer = renderer;
    this.policies = policies;
    this.enforcement = enforcement;
    this.rules =
        Stream.concat(BuiltInRules.all().stream(), Stream.of((Rule) new PolicyIsSound(policies)))
            .toList();
  }

  /**
   * A review whose denials bind.
   *
   * @param renderer the one that makes plans, so that what is judged is what runs
   */
  public static Review with(Renderer renderer) {
    return new Review(renderer, new Policies(), Enforcement.Deny);
  }

  /** The same, with denials that bind or only warn. */
  public Review enforcing(Enforcement other) {
    return new Review(renderer, policies, other);
  }

  /** The policies as this review has compiled them. */
  public Policies policies() {
    return policies;
  }

  /** The rules that are built in. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * What is said of a change.
   *
   * @param estate everything that is declared, its policies included; whether the change has been
   *     made in it already does not matter
   * @param ledger of that estate
   * @param now the instant of the review; verdicts depend on its day in UTC only
   */
  public Verdict of(Change change, Estate estate, Ledger ledger, Occasion occasion, Instant now) {
    return of(Subject.of(change, estate, ledger, renderer, occasion, now));
  }

  /** The same, for an Integration of which the rendering is known. */
  public Verdict of(
      Change change,
      Rendering rendering,
      Estate estate,
      Ledger ledger,
      Occasion occasion,
      Instant now) {
    return of(Subject.of(change, estate, ledger, renderer, occasion, now).rendered(rendering));
  }

  private Verdict of(Subject subject) {
    if (goes(subject.change())) {
      return Verdict.CLEAN;
    }
    Policies.Opinion opinion = policies.of(subject);
    Lenience lenience = new Lenience(subject, enforcement);
    List<Problem> found =
        Stream.concat(
                rules.stream().flatMap(rule -> rule.review(subject)), opinion.problems().stream())
            .toList();
    Stream<Instant> boundaries =
        Stream.concat(
            rules.stream().flatMap(rule -> rule.until(subject).stream()), opinion.until().stream());
    List<Problem> problems = found.stream().map(lenience::apply).toList();
    return new Verdict(
        problems,
        problems.stream().anyMatch(Problem::refuses)
            ? Collections.emptySortedMap()
            : Trail.of(subject, found.stream().anyMatch(lenience::glass)),
        boundaries.min(Instant::compareTo));
  }

  /** What is being deleted is let go, whatever its finalizers still change. */
  private static boolean goes(Change change) {
    return change.after().filter(object -> object.isMarkedForDeletion()).isPresent();
  }
}
