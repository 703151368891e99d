package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.cel.CelCompileException;
import dev.tenon.engine.cel.CelEnvironment;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.cel.CelRules;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.schema.SchemaNode.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That the rules of a schema compile, and speak of old values only where old and new can be told to
 * belong together.
 */
final class RuleChecks {
  private final List<FieldError> errors = new ArrayList<>();

  private RuleChecks() {}

  static List<FieldError> check(SchemaNode root, FieldPath at, boolean resource) {
    RuleChecks checks = new RuleChecks();
    checks.walk(root, at, resource, Optional.empty());
    return checks.errors;
  }

  private void walk(
      SchemaNode node, FieldPath at, boolean resource, Optional<FieldPath> uncorrelated) {
    node.additionalProperties()
        .ifPresent(
            values ->
                walk(
                    values,
                    at.child("additionalProperties"),
                    values.embeddedResource(),
                    uncorrelated));
    node.properties()
        .forEach(
            (name, property) ->
                walk(
                    property,
                    at.child("properties").key(name),
                    property.embeddedResource(),
                    uncorrelated));
    Optional<FieldPath> inItems =
        uncorrelated.isPresent() || node.listType().equals("map") ? uncorrelated : Optional.of(at);
    node.items()
        .ifPresent(items -> walk(items, at.child("items"), items.embeddedResource(), inItems));
    if (!node.rules().isEmpty()) {
      checkRules(node, at.child("x-kubernetes-validations"), resource, uncorrelated);
    }
  }

  private void checkRules(
      SchemaNode node, FieldPath at, boolean resource, Optional<FieldPath> uncorrelated) {
    Optional<CelRules> rules = CelRules.of(node, resource);
    if (rules.isEmpty()) {
      errors.add(
          FieldError.internal(
              at.toString(),
              "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations"));
      return;
    }
    for (int i = 0; i < node.rules().size(); i++) {
      ValidationRule rule = node.rules().get(i);
      checkRule(rule, rules.get().environment(rule.optionalOldSelf()), at.index(i), uncorrelated);
    }
  }

  private void checkRule(
      ValidationRule rule,
      CelEnvironment environment,
      FieldPath at,
      Optional<FieldPath> uncorrelated) {
    CelExpression condition;
    try {
      condition = environment.compileCondition(rule.rule());
    } catch (CelCompileException e) {
      errors.add(FieldError.invalid(at.child("rule").toString(), shown(rule), compileError("", e)));
      checkOptional(rule, at);
      return;
    }
    if (!rule.messageExpression().isEmpty()) {
      try {
        environment.compileMessage(rule.messageExpression());
      } catch (CelCompileException e) {
        errors.add(
            FieldError.invalid(
                at.child("messageExpression").toString(),
                shown(rule),
                compileError("messageExpression ", e)));
      }
    }
    if (CelRules.isTransition(condition)) {
      uncorrelated.ifPresent(
          path ->
              errors.add(
                  FieldError.invalid(
                      at.child("rule").toString(),
                      rule.rule(),
                      "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                          + path)));
    } else {
      checkOptional(rule, at);
    }
  }

  private void checkOptional(ValidationRule rule, FieldPath at) {
    if (rule.optionalOldSelf()) {
      errors.add(
          FieldError.invalid(
              at.child("optionalOldSelf").toString(),
              BooleanNode.TRUE,
              "may not be set if oldSelf is not used in rule"));
    }
  }

  private static String compileError(String what, CelCompileException e) {
    return e.getMessage().startsWith("ERROR: ")
        ? what + "compilation failed: " + e.getMessage()
        : e.getMessage();
  }

  /** The whole rule, as Go prints its struct. */
  private static JsonNode shown(ValidationRule rule) {
    return GoText.asIs(
        "{\"Rule\":"
            + text(rule.rule())
            + ",\"Message\":"
            + text(rule.message())
            + ",\"MessageExpression\":"
            + text(rule.messageExpression())
            + ",\"Reason\":"
            + (rule.reason().isEmpty() ? "null" : text(rule.reason()))
            + ",\"FieldPath\":"
            + text(rule.fieldPath())
            + ",\"OptionalOldSelf\":"
            + (rule.optionalOldSelf() ? "true" : "null")
            + "}");
  }

  private static String text(String text) {
    return GoText.json(TextNode.valueOf(text));
  }
}
