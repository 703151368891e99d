package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.Validation;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.problem.Basis;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A policy compiled for one kind.
 *
 * @param conditions all of which must hold for it to apply
 */
record Program(List<Condition> conditions, List<Demand> demands) {
  /**
   * What an expression needs.
   *
   * @param variables that it reads
   * @param user whether it reads who makes the change
   */
  record Needs(Set<String> variables, boolean user) {
    boolean change() {
      return variables.contains(Variables.OLD_OBJECT) || variables.contains(Variables.REQUEST);
    }

    boolean day() {
      return variables.contains(Variables.NOW) || variables.contains(Variables.WAIVERS);
    }

    boolean budget() {
      return variables.contains(Variables.BUDGET);
    }
  }

  /**
   * A condition.
   *
   * @param index from 0
   */
  record Condition(int index, String name, CelExpression expression, Needs needs) {}

  /**
   * A validation.
   *
   * @param index from 0
   * @param basis what makes it fail, besides the declaration
   */
  record Demand(
      int index,
      Validation declared,
      CelExpression expression,
      Optional<CelExpression> message,
      Needs needs,
      Basis basis) {}

  /** Whether its answer may be another on another day. */
  boolean dated() {
    return conditions.stream().anyMatch(condition -> condition.needs().day())
        || demands.stream().anyMatch(demand -> demand.needs().day());
  }
}
