package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.cel.CelBindings;
import dev.tenon.engine.cel.CelEnvironment;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.cel.CelOutcome;
import dev.tenon.engine.cel.CelRules;
import dev.tenon.engine.schema.RuleTree.Compiled;
import dev.tenon.engine.schema.SchemaNode.ValidationRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the rules of a schema on an object. A rule that speaks of {@code oldSelf} is evaluated
 * only where there is an old value, unless it takes that as optional; the failure of any other is
 * forgiven on update where the value, or what it stands in, is what it was.
 */
final class RuleValidation {
  /** What all rules of an object may cost together, as on an API server. */
  private static final long BUDGET = 10_000_000;

  private static final int LONGEST_MESSAGE = 5 * 1024;
  private static final String OUT_OF_BUDGET =
      "validation failed due to running out of cost budget, no further validation rules will be run";

  private final List<FieldError> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long budget = BUDGET;

  /**
   * Where a value has its old one: beside itself, or beside the nearest value around it that has
   * one.
   */
  private record Ratchet(Optional<Correlation> current, Optional<Correlation> nearest) {
    Ratchet field(String name) {
      if (current.isEmpty()) {
        return this;
      }
      if (nearest.isEmpty() && (name.equals("apiVersion") || name.equals("kind"))) {
        return new Ratchet(Optional.empty(), Optional.empty());
      }
      return new Ratchet(current.get().field(name), current);
    }

    Ratchet item(int index) {
      return current.isEmpty() ? this : new Ratchet(current.get().item(index), current);
    }

    boolean forgives() {
      return current.or(() -> nearest).map(Correlation::unchanged).orElse(false);
    }
  }

  /** Evaluates all rules of an object. */
  void validate(
      RuleTree rules,
      JsonNode object,
      Optional<? extends JsonNode> old,
      Optional<Correlation> correlation) {
    validate(rules, FieldPath.root(), object, old, correlation);
  }

  /** Evaluates all rules of a value that stands somewhere. */
  void validate(
      RuleTree rules,
      FieldPath at,
      JsonNode value,
      Optional<? extends JsonNode> old,
      Optional<Correlation> correlation) {
    walk(rules, at, value, old.map(o -> (JsonNode) o), new Ratchet(correlation, Optional.empty()));
  }

  List<FieldError> errors() {
    return errors;
  }

  /** What would be an error if it were not as before. */
  List<String> warnings() {
    return warnings;
  }

  private void walk(
      RuleTree rules, FieldPath path, JsonNode value, Optional<JsonNode> old, Ratchet ratchet) {
    if (value.isNull() || budget < 0) {
      return;
    }
    evaluateAll(rules, path, value, old.filter(o -> !o.isNull()), ratchet);
    if (value.isArray() && rules.items().isPresent()) {
      KeyedItems oldItems =
          old.filter(JsonNode::isArray)
              .map(o -> KeyedItems.of(rules.schema(), o))
              .orElse(KeyedItems.none());
      for (int i = 0; i < value.size(); i++) {
        walk(
            rules.items().get(),
            path.index(i),
            value.get(i),
            oldItems.matching(value.get(i)),
            ratchet.item(i));
      }
    } else if (value.isObject()) {
      List<String> names = new ArrayList<>();
      value.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      for (String name : names) {
        if (rules.additional().isPresent()) {
          walk(
              rules.additional().get(),
              path.key(name),
              value.get(name),
              old.map(o -> o.get(name)),
              ratchet.field(name));
        }
      }
      for (String name : names) {
        RuleTree property = rules.properties().get(name);
        if (property != null) {
          walk(
              property,
              path.child(name),
              value.get(name),
              old.map(o -> o.get(name)),
              ratchet.field(name));
        }
      }
    }
  }

  private void evaluateAll(
      RuleTree rules, FieldPath path, JsonNode value, Optional<JsonNode> old, Ratchet ratchet) {
    if (budget < 0 || rules.schema().rules().isEmpty()) {
      return;
    }
    if (budget == 0) {
      giveUp(rules, path, OUT_OF_BUDGET);
      return;
    }
    for (Compiled rule : rules.rules()) {
      if (!rule.error().isEmpty()) {
        fail(rules, path, "rule compile error: " + rule.error());
      } else if (rule.expression().isPresent()) {
        evaluate(rules, rule, rule.expression().get(), path, value, old, ratchet);
        if (budget < 0) {
          return;
        }
      }
    }
  }

  private void evaluate(
      RuleTree rules,
      Compiled rule,
      CelExpression condition,
      FieldPath path,
      JsonNode value,
      Optional<JsonNode> old,
      Ratchet ratchet) {
    boolean transition = CelRules.isTransition(condition);
    if (transition && old.isEmpty() && !rule.rule().optionalOldSelf()) {
      return;
    }
    CelBindings bindings = bindings(rules, rule.rule(), value, old);
    CelOutcome outcome = condition.evaluate(bindings);
    if (outcome.cost() > budget) {
      giveUp(rules, path, OUT_OF_BUDGET);
      return;
    }
    budget -= outcome.cost();
    String shown = shown(rule.rule());
    if (outcome instanceof CelOutcome.Failure failure) {
      switch (failure.reason()) {
        case NO_SUCH_OVERLOAD ->
            fail(
                rules,
                path,
                "'"
                    + failure.message()
                    + "': call arguments did not match a supported operator, function or macro signature for rule: "
                    + shown);
        case TOO_COSTLY ->
            giveUp(
                rules,
                path,
                "'"
                    + failure.message()
                    + "': no further validation rules will be run due to call cost exceeds limit for rule: "
                    + shown);
        case ERROR -> fail(rules, path, failure.message() + " evaluating rule: " + shown);
      }
    } else if (outcome instanceof CelOutcome.Value result && !Boolean.TRUE.equals(result.value())) {
      refuse(rules, rule, path, value, bindings, transition, ratchet);
    }
  }

  private static CelBindings bindings(
      RuleTree rules, ValidationRule rule, JsonNode value, Optional<JsonNode> old) {
    CelEnvironment environment =
        rules.environment().orElseThrow().environment(rule.optionalOldSelf());
    CelBindings bindings = environment.bindings().json("self", value);
    if (rule.optionalOldSelf()) {
      bindings.optionalJson("oldSelf", old);
    } else {
      old.ifPresent(o -> bindings.json("oldSelf", o));
    }
    return bindings;
  }

  private void refuse(
      RuleTree rules,
      Compiled rule,
      FieldPath path,
      JsonNode value,
      CelBindings bindings,
      boolean transition,
      Ratchet ratchet) {
    FieldPath at = rule.fieldPath().isEmpty() ? path : path.child(rule.fieldPath());
    Optional<String> detail = Optional.empty();
    if (rule.message().isPresent()) {
      CelOutcome outcome = rule.message().get().evaluate(bindings);
      if (outcome.cost() > budget) {
        giveUp(
            rules,
            at,
            "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run");
        return;
      }
      budget -= outcome.cost();
      detail = message(outcome);
    }
    boolean scalar =
        !rules.schema().type().equals("object") && !rules.schema().type().equals("array");
    FieldError error =
        error(
            field(at),
            scalar ? Optional.of(value) : Optional.empty(),
            detail.orElseGet(() -> messageOrDefault(rule.rule())),
            rule.rule().reason());
    if (!transition && ratchet.forgives()) {
      warnings.add(error.message());
    } else {
      errors.add(error);
    }
  }

  /** What an expression for a message came to; empty where that is no message. */
  private static Optional<String> message(CelOutcome outcome) {
    if (outcome instanceof CelOutcome.Value value && value.value() instanceof String text) {
      String trimmed = text.strip();
      boolean good =
          !trimmed.isEmpty()
              && !trimmed.contains("\n")
              && trimmed.getBytes(StandardCharsets.UTF_8).length <= LONGEST_MESSAGE;
      return good ? Optional.of(trimmed) : Optional.empty();
    }
    return Optional.empty();
  }

  private static FieldError error(
      String field, Optional<JsonNode> value, String detail, String reason) {
    return switch (reason) {
      case "FieldValueForbidden" -> FieldError.forbidden(field, detail);
      case "FieldValueRequired" -> FieldError.required(field, detail);
      case "FieldValueDuplicate" -> new FieldError(FieldErrorType.DUPLICATE, field, value, "");
      default -> new FieldError(FieldErrorType.INVALID, field, value, detail);
    };
  }

  private static String messageOrDefault(ValidationRule rule) {
    return rule.message().isEmpty() ? "failed rule: " + shown(rule) : rule.message().strip();
  }

  private static String shown(ValidationRule rule) {
    return (rule.message().isEmpty() ? rule.rule() : rule.message()).strip();
  }

  private void giveUp(RuleTree rules, FieldPath path, String detail) {
    fail(rules, path, detail);
    budget = -1;
  }

  /** The value shown is the type of the schema. */
  private void fail(RuleTree rules, FieldPath path, String detail) {
    errors.add(FieldError.invalid(field(path), TextNode.valueOf(rules.schema().type()), detail));
  }

  private static String field(FieldPath path) {
    return path.isRoot() ? FieldError.WHOLE_OBJECT : path.toString();
  }
}
