package dev.tenon.engine.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;

/**
 * Counts what an evaluation costs and ends it where it costs too much: a unit for each step, and
 * more for texts and lists by their length, as calls have to walk through them. It knows no clock,
 * so the same evaluation always ends at the same step.
 */
final class Meter implements CelEvaluationListener {
  private static final int CHARACTERS_A_UNIT = 10;

  private final long limit;
  private long cost;

  Meter(long limit) {
    this.limit = limit;
  }

  /** Ends an evaluation. */
  private static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooCostly() {
      super("operation cancelled: actual cost limit exceeded", null, false, false);
    }
  }

  @Override
  public void callback(CelExpr expr, Object result) {
    cost += 1 + size(result) / CHARACTERS_A_UNIT;
    if (cost > limit) {
      throw new TooCostly();
    }
  }

  private static int size(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof Collection<?> items) {
      return items.size();
    }
    return value instanceof Map<?, ?> map ? map.size() : 0;
  }

  boolean exceeded() {
    return cost > limit;
  }

  long cost() {
    return cost;
  }
}
