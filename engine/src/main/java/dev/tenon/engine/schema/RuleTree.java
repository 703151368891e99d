package dev.tenon.engine.schema;

import dev.tenon.engine.cel.CelCompileException;
import dev.tenon.engine.cel.CelEnvironment;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.cel.CelRules;
import dev.tenon.engine.schema.SchemaNode.ValidationRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a schema, in its structure: only the branches that have any. Their expressions are
 * compiled when the first value reaches them, and then kept.
 */
final class RuleTree {
  /**
   * A rule, compiled.
   *
   * @param expression the condition; empty where it does not compile or is blank
   * @param error why it does not compile
   * @param message makes the message; empty where there is no expression for it, or it does not
   *     compile
   * @param fieldPath where under the schema's value the error belongs; empty for the value itself
   */
  record Compiled(
      ValidationRule rule,
      Optional<CelExpression> expression,
      String error,
      Optional<CelExpression> message,
      String fieldPath) {}

  private final SchemaNode schema;
  private final boolean resource;
  private final Map<String, RuleTree> properties;
  private final Optional<RuleTree> items;
  private final Optional<RuleTree> additional;
  private final Lazy<Optional<CelRules>> environment = new Lazy<>(this::makeEnvironment);
  private final Lazy<List<Compiled>> compiled = new Lazy<>(this::compile);

  private RuleTree(
      SchemaNode schema,
      boolean resource,
      Map<String, RuleTree> properties,
      Optional<RuleTree> items,
      Optional<RuleTree> additional) {
    this.schema = schema;
    this.resource = resource;
    this.properties = properties;
    this.items = items;
    this.additional = additional;
  }

  /** The rules of a schema; empty where it has none. */
  static Optional<RuleTree> of(SchemaNode schema, boolean resource) {
    Map<String, RuleTree> properties = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (name, node) ->
                of(node, node.embeddedResource()).ifPresent(tree -> properties.put(name, tree)));
    Optional<RuleTree> items = schema.items().flatMap(node -> of(node, node.embeddedResource()));
    Optional<RuleTree> additional =
        schema.additionalProperties().flatMap(node -> of(node, node.embeddedResource()));
    if (schema.rules().isEmpty()
        && properties.isEmpty()
        && items.isEmpty()
        && additional.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RuleTree(schema, resource, Collections.unmodifiableMap(properties), items, additional));
  }

  SchemaNode schema() {
    return schema;
  }

  Map<String, RuleTree> properties() {
    return properties;
  }

  Optional<RuleTree> items() {
    return items;
  }

  Optional<RuleTree> additional() {
    return additional;
  }

  List<Compiled> rules() {
    if (schema.rules().isEmpty()) {
      return List.of();
    }
    return compiled.get();
  }

  /** The environment of the rules here. */
  Optional<CelRules> environment() {
    return environment.get();
  }

  private Optional<CelRules> makeEnvironment() {
    return CelRules.of(schema, resource);
  }

  private List<Compiled> compile() {
    Optional<CelRules> rules = environment();
    List<Compiled> out = new ArrayList<>();
    for (ValidationRule rule : schema.rules()) {
      if (rule.rule().isBlank()) {
        out.add(new Compiled(rule, Optional.empty(), "", Optional.empty(), ""));
      } else if (rules.isEmpty()) {
        out.add(
            new Compiled(
                rule,
                Optional.empty(),
                "failed to convert to declType for CEL validation rules",
                Optional.empty(),
                ""));
      } else {
        out.add(compile(rule, rules.get().environment(rule.optionalOldSelf())));
      }
    }
    return List.copyOf(out);
  }

  private Compiled compile(ValidationRule rule, CelEnvironment environment) {
    try {
      CelExpression expression = environment.compileCondition(rule.rule());
      Optional<CelExpression> message =
          rule.messageExpression().isEmpty() ? Optional.empty() : compileMessage(rule, environment);
      String path =
          rule.fieldPath().isEmpty()
              ? ""
              : RuleFieldPath.resolve(rule.fieldPath(), schema).map(FieldPath::toString).orElse("");
      return new Compiled(rule, Optional.of(expression), "", message, path);
    } catch (CelCompileException e) {
      return new Compiled(
          rule, Optional.empty(), "compilation failed: " + e.getMessage(), Optional.empty(), "");
    }
  }

  private static Optional<CelExpression> compileMessage(
      ValidationRule rule, CelEnvironment environment) {
    try {
      return Optional.of(environment.compileMessage(rule.messageExpression()));
    } catch (CelCompileException e) {
      // the rule's own message, or the rule, stands in; StructuralRules has told the author
      return Optional.empty();
    }
  }
}
