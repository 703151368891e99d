package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.cel.CelOutcome;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.policy.Program.Condition;
import dev.tenon.engine.policy.Program.Demand;
import dev.tenon.engine.policy.Program.Needs;
import dev.tenon.engine.problem.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One evaluation of a policy, bounded as a whole: what takes too many steps is a violation of its
 * own policy, and never of another one.
 */
final class Evaluation {
  /** Steps that one policy may take in one review: about a tenth of a second. */
  static final long STEPS = 1_000_000;

  private final IntegrationPolicySpec spec;
  private final Values values;
  private long left = STEPS;

  private Evaluation(IntegrationPolicySpec spec, Values values) {
    this.spec = spec;
    this.values = values;
  }

  /** What does not hold; empty also where the policy does not apply. */
  static List<Violation> of(Program program, IntegrationPolicySpec spec, Values values) {
    return new Evaluation(spec, values).run(program);
  }

  private List<Violation> run(Program program) {
    List<Violation> failed = new ArrayList<>();
    for (Condition condition : program.conditions()) {
      if (!answerable(condition.needs())) {
        return List.of();
      }
      CelOutcome outcome = values.shared(condition.expression(), STEPS);
      left -= outcome.cost();
      if (outcome instanceof CelOutcome.Failure failure) {
        failed.add(failed(condition, failure));
      } else if (!holds(outcome)) {
        return List.of();
      }
    }
    if (!failed.isEmpty()) {
      return List.copyOf(failed);
    }
    List<Violation> violations = new ArrayList<>();
    for (Demand demand : program.demands()) {
      if (answerable(demand.needs())) {
        violation(demand).ifPresent(violations::add);
      }
    }
    return List.copyOf(violations);
  }

  /** Whether there is what an expression reads: a change, somebody who makes it, what is named. */
  private boolean answerable(Needs needs) {
    Occasion occasion = values.subject().occasion();
    if (needs.change() && !occasion.ofChange()) {
      return false;
    }
    return (!needs.user() || values.subject().change().by().isPresent())
        && values.known(needs.variables());
  }

  private CelOutcome evaluate(CelExpression expression) {
    CelOutcome outcome = expression.evaluate(values.bindings(), Math.max(0, left));
    left -= outcome.cost();
    return outcome;
  }

  private static boolean holds(CelOutcome outcome) {
    return outcome instanceof CelOutcome.Value value && Boolean.TRUE.equals(value.value());
  }

  private Violation failed(Condition condition, CelOutcome.Failure failure) {
    return new Violation(
        -1 - condition.index(),
        "spec",
        "matchConditions[" + condition.name() + "] of the policy " + why(failure),
        advice(),
        condition.needs().day() ? Basis.Date : Basis.Declaration);
  }

  private Optional<Violation> violation(Demand demand) {
    CelOutcome outcome = evaluate(demand.expression());
    if (holds(outcome)) {
      return Optional.empty();
    }
    boolean failed = outcome instanceof CelOutcome.Failure;
    String message =
        outcome instanceof CelOutcome.Failure failure
            ? "validations[" + demand.index() + "] of the policy " + why(failure)
            : message(demand);
    return Optional.of(
        new Violation(
            demand.index(),
            demand.declared().fieldPath(),
            message,
            failed ? advice() : demand.declared().fix(),
            demand.basis()));
  }

  private static String why(CelOutcome.Failure failure) {
    return failure.reason() == CelOutcome.Reason.TOO_COSTLY
        ? "takes more steps than a policy may"
        : "cannot be evaluated: " + failure.message();
  }

  /** What cannot be evaluated counts as violated; the reader may be unable to mend it. */
  private static String advice() {
    return "Tell whoever keeps the policy: its expression must give an answer for every object that it is about.";
  }

  private String message(Demand demand) {
    return demand
        .message()
        .map(this::evaluate)
        .filter(CelOutcome.Value.class::isInstance)
        .map(outcome -> String.valueOf(((CelOutcome.Value) outcome).value()).strip())
        .filter(text -> !text.isEmpty())
        .or(() -> demand.declared().message())
        .orElse(spec.rationale());
  }
}
