package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That defaults have no unknown fields and are valid values of their schemas, rules included. */
final class DefaultChecks {
  private final Formats formats;
  private final List<FieldError> errors = new ArrayList<>();

  DefaultChecks(Formats formats) {
    this.formats = formats;
  }

  List<FieldError> check(SchemaNode root, FieldPath at, boolean resource) {
    walk(root, at, resource);
    return errors;
  }

  private void walk(SchemaNode node, FieldPath at, boolean resource) {
    node.defaultValue()
        .ifPresent(value -> checkDefault(node, value, at.child("default"), resource));
    node.items().ifPresent(items -> walk(items, at.child("items"), false));
    node.properties()
        .forEach((name, property) -> walk(property, at.child("properties").key(name), false));
  }

  private void checkDefault(SchemaNode node, JsonNode value, FieldPath at, boolean resource) {
    if (value instanceof ObjectNode object) {
      ObjectNode pruned = object.deepCopy();
      Pruning.prune(pruned, node, node.embeddedResource());
      if (!pruned.equals(object)) {
        errors.add(FieldError.invalid(at.toString(), value, "must not have unknown fields"));
      }
    }
    List<FieldError> found =
        new ArrayList<>(
            resource && value instanceof ObjectNode object
                ? EmbeddedResources.checkResource(object, at)
                : List.of());
    found.addAll(EmbeddedResources.check(node, value, at));
    if (found.isEmpty()) {
      found.addAll(
          new ValueValidation(formats, at.toString())
              .validate(node, value, FieldPath.root(), Optional.empty())
              .errors());
    }
    Optional<RuleTree> rules = RuleTree.of(node, resource);
    if (found.isEmpty() && rules.isPresent()) {
      // as a value that stays, and then as one that comes new
      found.addAll(evaluate(rules.get(), at, value, Optional.of(value)));
      if (found.isEmpty()) {
        found.addAll(evaluate(rules.get(), at, value, Optional.empty()));
      }
    }
    errors.addAll(found);
  }

  private static List<FieldError> evaluate(
      RuleTree rules, FieldPath at, JsonNode value, Optional<JsonNode> old) {
    RuleValidation evaluation = new RuleValidation();
    evaluation.validate(rules, at, value, old, Optional.empty());
    return evaluation.errors();
  }
}
