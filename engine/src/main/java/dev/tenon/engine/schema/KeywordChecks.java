package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.schema.SchemaNode.ValidationRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** That keywords do not contradict each other, and that rules are written out. */
final class KeywordChecks {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");
  private static final List<String> REASONS =
      List.of(
          "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");
  private static final Set<String> META = Set.of("metadata", "kind", "apiVersion");

  private final boolean resource;
  private final List<FieldError> errors = new ArrayList<>();

  KeywordChecks(boolean resource) {
    this.resource = resource;
  }

  List<FieldError> check(SchemaNode root, FieldPath at) {
    if (root.nullable()) {
      errors.add(FieldError.forbidden(at + ".nullable", "nullable cannot be true at the root"));
    }
    checkNode(root, at, Optional.empty(), resource);
    return errors;
  }

  private void checkNode(SchemaNode node, FieldPath at, Optional<String> noDefaults, boolean root) {
    if (!node.type().isEmpty() && !TYPES.contains(node.type())) {
      errors.add(
          FieldError.notSupported(
              at.child("type").toString(), TextNode.valueOf(node.type()), TYPES));
    }
    if (node.defaultValue().isPresent() && noDefaults.isPresent()) {
      errors.add(
          FieldError.forbidden(
              at.child("default").toString(), "must not be set " + noDefaults.get()));
    }
    if (node.values().uniqueItems()) {
      errors.add(
          FieldError.forbidden(
              at.child("uniqueItems").toString(),
              "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
    }
    checkAdditional(node, at);
    node.additionalProperties()
        .ifPresent(
            values -> checkNode(values, at.child("additionalProperties"), noDefaults, false));
    node.properties()
        .forEach(
            (name, property) ->
                checkNode(
                    property,
                    at.child("properties").key(name),
                    root && META.contains(name) ? Optional.of("in top-level " + name) : noDefaults,
                    false));
    node.values().not().ifPresent(not -> checkNode(not, at.child("not"), noDefaults, false));
    checkAll(node.values().allOf(), at.child("allOf"), noDefaults);
    checkAll(node.values().oneOf(), at.child("oneOf"), noDefaults);
    checkAll(node.values().anyOf(), at.child("anyOf"), noDefaults);
    node.items().ifPresent(items -> checkNode(items, at.child("items"), noDefaults, false));
    checkMapType(node, at);
    checkListType(node, at);
    for (int i = 0; i < node.rules().size(); i++) {
      checkRule(node, node.rules().get(i), at.child("x-kubernetes-validations").index(i));
    }
  }

  private void checkAll(List<SchemaNode> nodes, FieldPath at, Optional<String> noDefaults) {
    for (int i = 0; i < nodes.size(); i++) {
      checkNode(nodes.get(i), at.index(i), noDefaults, false);
    }
  }

  private void checkAdditional(SchemaNode node, FieldPath at) {
    if (!node.properties().isEmpty()
        && node.additional().filter(a -> !a.allowed() || a.schema().isPresent()).isPresent()) {
      errors.add(
          FieldError.forbidden(
              at.child("additionalProperties").toString(),
              "additionalProperties and properties are mutual exclusive"));
    }
  }

  private void checkMapType(SchemaNode node, FieldPath at) {
    if (!node.mapType().isEmpty()) {
      checkTypeBeside(node, "object", "x-kubernetes-map-type", at);
      if (!Set.of("atomic", "granular").contains(node.mapType())) {
        errors.add(
            FieldError.notSupported(
                at.child("x-kubernetes-map-type").toString(),
                TextNode.valueOf(node.mapType()),
                List.of("atomic", "granular")));
      }
    }
  }

  private void checkListType(SchemaNode node, FieldPath at) {
    String type = node.listType();
    if (!type.isEmpty()) {
      checkTypeBeside(node, "array", "x-kubernetes-list-type", at);
      if (node.type().equals("array") && type.equals("set")) {
        node.items().ifPresent(items -> checkSetItems(items, at.child("items")));
      }
      if (!Set.of("atomic", "set", "map").contains(type)) {
        errors.add(
            FieldError.notSupported(
                at.child("x-kubernetes-list-type").toString(),
                TextNode.valueOf(type),
                List.of("atomic", "set", "map")));
      }
    }
    if (!node.listMapKeys().isEmpty() && !type.equals("map")) {
      String rule = "must be map if x-kubernetes-list-map-keys is non-empty";
      String field = at.child("x-kubernetes-list-type").toString();
      errors.add(
          type.isEmpty()
              ? FieldError.required(field, rule)
              : FieldError.invalid(field, type, rule));
    }
    if (type.equals("map")) {
      checkMapItems(node, at);
    }
    if (type.equals("set") || type.equals("map")) {
      node.items().ifPresent(items -> checkKeyedItems(node, items, at.child("items")));
    }
  }

  private void checkTypeBeside(SchemaNode node, String wanted, String keyword, FieldPath at) {
    if (!node.type().equals(wanted)) {
      String rule = "must be " + wanted + " if " + keyword + " is specified";
      String field = at.child("type").toString();
      errors.add(
          node.type().isEmpty()
              ? FieldError.required(field, rule)
              : FieldError.invalid(field, node.type(), rule));
    }
  }

  private void checkSetItems(SchemaNode items, FieldPath at) {
    String rule = "must be atomic as item of a list with x-kubernetes-list-type=set";
    if (items.type().equals("array")
        && !items.listType().isEmpty()
        && !items.listType().equals("atomic")) {
      errors.add(
          FieldError.invalid(
              at.child("x-kubernetes-list-type").toString(), items.listType(), rule));
    }
    if (items.type().equals("object") && !items.mapType().equals("atomic")) {
      errors.add(
          FieldError.invalid(
              at.child("x-kubernetes-map-type").toString(),
              items.listType().isEmpty()
                  ? NullNode.getInstance()
                  : TextNode.valueOf(items.listType()),
              rule));
    }
  }

  private void checkMapItems(SchemaNode node, FieldPath at) {
    FieldPath keysPath = at.child("x-kubernetes-list-map-keys");
    if (node.listMapKeys().isEmpty()) {
      errors.add(
          FieldError.required(
              keysPath.toString(), "must not be empty if x-kubernetes-list-type is map"));
    }
    if (node.items().isEmpty()) {
      errors.add(
          FieldError.required(
              at.child("items").toString(), "must have a schema if x-kubernetes-list-type is map"));
      return;
    }
    SchemaNode items = node.items().get();
    if (!items.type().equals("object")) {
      errors.add(
          FieldError.invalid(
              at.child("items").child("type").toString(),
              items.type(),
              "must be object if parent array's x-kubernetes-list-type is map"));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String key : node.listMapKeys()) {
      SchemaNode property = items.properties().get(key);
      if (property == null) {
        errors.add(
            FieldError.invalid(
                keysPath.toString(),
                texts(node.listMapKeys()),
                "entries must all be names of item properties"));
      } else if (property.type().equals("array") || property.type().equals("object")) {
        errors.add(
            FieldError.invalid(
                at.child("items").child("properties").key(key).child("type").toString(),
                items.type(),
                "must be a scalar type if parent array's x-kubernetes-list-type is map"));
      }
      if (!seen.add(key)) {
        errors.add(
            FieldError.invalid(
                keysPath.toString(),
                texts(node.listMapKeys()),
                "must not contain duplicate entries"));
      }
    }
  }

  private void checkKeyedItems(SchemaNode node, SchemaNode items, FieldPath at) {
    if (items.nullable()) {
      errors.add(
          FieldError.forbidden(
              at.child("nullable").toString(),
              "cannot be nullable when x-kubernetes-list-type is " + node.listType()));
    }
    for (String key : node.listMapKeys()) {
      SchemaNode property = items.properties().get(key);
      if (property == null || !node.listType().equals("map")) {
        continue;
      }
      FieldPath path = at.child("properties").key(key);
      if (!items.values().required().contains(key) && property.defaultValue().isEmpty()) {
        errors.add(
            FieldError.required(
                path.child("default").toString(),
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
      }
      if (property.nullable()) {
        errors.add(
            FieldError.forbidden(
                path.child("nullable").toString(),
                "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
      }
    }
  }

  private void checkRule(SchemaNode node, ValidationRule rule, FieldPath at) {
    boolean message = !rule.message().isEmpty();
    if (rule.rule().isBlank()) {
      errors.add(FieldError.required(at.child("rule").toString(), "rule is not specified"));
    } else if (message && rule.message().isBlank()) {
      errors.add(
          FieldError.invalid(
              at.child("message").toString(), rule.message(), "must be non-empty if specified"));
    } else if (rule.message().strip().contains("\n")) {
      errors.add(
          FieldError.invalid(
              at.child("message").toString(), rule.message(), "must not contain line breaks"));
    } else if (rule.rule().strip().contains("\n") && !message) {
      errors.add(
          FieldError.required(
              at.child("message").toString(),
              "message must be specified if rule contains line breaks"));
    }
    if (!rule.messageExpression().isEmpty() && rule.messageExpression().isBlank()) {
      errors.add(
          FieldError.required(
              at.child("messageExpression").toString(),
              "messageExpression must be non-empty if specified"));
    }
    if (!rule.reason().isEmpty() && !REASONS.contains(rule.reason())) {
      errors.add(
          FieldError.notSupported(
              at.child("reason").toString(), TextNode.valueOf(rule.reason()), REASONS));
    }
    if (!rule.fieldPath().isEmpty()) {
      String field = at.child("fieldPath").toString();
      if (rule.fieldPath().isBlank()) {
        errors.add(FieldError.invalid(field, rule.fieldPath(), "must be non-empty if specified"));
      }
      if (rule.fieldPath().contains("\n")) {
        errors.add(FieldError.invalid(field, rule.fieldPath(), "must not contain line breaks"));
      }
      if (RuleFieldPath.resolve(rule.fieldPath(), node).isEmpty()) {
        errors.add(FieldError.invalid(field, rule.fieldPath(), "must be a valid path"));
      }
    }
  }

  private static JsonNode texts(List<String> texts) {
    var list = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }
}
