package dev.tenon.engine.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Set;

/** A compiled expression. Immutable, and safe for threads. */
public final class CelExpression {
  /**
   * What one evaluation may cost, as Kubernetes' limit for one call; at about 10 million units a
   * second.
   */
  public static final long DEFAULT_COST_LIMIT = 1_000_000;

  private final String source;
  private final CelRuntime.Program program;
  private final CelType type;
  private final Set<String> variables;

  CelExpression(String source, CelRuntime.Program program, CelType type, Set<String> variables) {
    this.source = source;
    this.program = program;
    this.type = type;
    this.variables = variables;
  }

  /** The expression as written. */
  public String source() {
    return source;
  }

  /** The type of its value. */
  public CelType type() {
    return type;
  }

  /** Whether it reads a variable of its environment. */
  public boolean reads(String variable) {
    return variables.contains(variable);
  }

  /** The variables of its environment that it reads. */
  public Set<String> variables() {
    return variables;
  }

  /** Evaluates it, within {@link #DEFAULT_COST_LIMIT}. */
  public CelOutcome evaluate(CelBindings bindings) {
    return evaluate(bindings, DEFAULT_COST_LIMIT);
  }

  /**
   * Evaluates it.
   *
   * @param costLimit what it may cost, in units of about one step each
   */
  public CelOutcome evaluate(CelBindings bindings, long costLimit) {
    Meter meter = new Meter(costLimit);
    try {
      Object value = program.trace(bindings, meter);
      return meter.exceeded() ? tooCostly(meter) : new CelOutcome.Value(value, meter.cost());
    } catch (CelEvaluationException e) {
      if (meter.exceeded()) {
        return tooCostly(meter);
      }
      boolean overload = e.getErrorCode() == CelErrorCode.OVERLOAD_NOT_FOUND;
      return new CelOutcome.Failure(
          overload ? CelOutcome.Reason.NO_SUCH_OVERLOAD : CelOutcome.Reason.ERROR,
          GoErrors.message(e),
          meter.cost());
    }
  }

  private static CelOutcome tooCostly(Meter meter) {
    return new CelOutcome.Failure(
        CelOutcome.Reason.TOO_COSTLY,
        "operation cancelled: actual cost limit exceeded",
        meter.cost());
  }

  @Override
  public String toString() {
    return source;
  }
}
