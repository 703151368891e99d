package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * That every part of a schema has a type, and that nothing but restrictions of values stands below
 * {@code allOf} and its like.
 */
final class StructureChecks {
  /** Where in a schema a node stands. */
  private enum Level {
    ROOT,
    ITEM,
    FIELD
  }

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private static final String EMBEDDED = "x-kubernetes-embedded-resource";

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> check(SchemaNode root, FieldPath at) {
    checkNode(root, Level.ROOT, at);
    return errors;
  }

  private void checkNode(SchemaNode node, Level level, FieldPath at) {
    if (node.type().equals("array") && node.items().isEmpty()) {
      required(at.child("items"), "must be specified");
    }
    node.items().ifPresent(items -> checkNode(items, Level.ITEM, at.child("items")));
    node.properties()
        .forEach(
            (name, property) -> checkNode(property, Level.FIELD, at.child("properties").key(name)));
    if (node.additional().isPresent()) {
      if (level == Level.ROOT) {
        forbidden(at.child("additionalProperties"), "must not be used at the root");
      }
      node.additionalProperties()
          .ifPresent(values -> checkNode(values, Level.FIELD, at.child("additionalProperties")));
    }
    if (node.intOrString() && node.preservesUnknown()) {
      invalid(at.child(PRESERVE), "must be false if x-kubernetes-int-or-string is true");
    }
    if (node.intOrString() && node.embeddedResource()) {
      invalid(at.child(EMBEDDED), "must be false if x-kubernetes-int-or-string is true");
    }
    boolean anyOfTypes = isIntOrString(node.values().anyOf());
    boolean firstAllOfTypes =
        !node.values().allOf().isEmpty()
            && isIntOrString(node.values().allOf().get(0).values().anyOf());
    checkValues(node.values(), anyOfTypes, firstAllOfTypes, at);
    checkType(node, level, at);
    checkMeta(node, level, at);
    if (node.embeddedResource() && !node.preservesUnknown() && node.properties().isEmpty()) {
      required(
          at.child("properties"),
          "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
    }
  }

  private void checkType(SchemaNode node, Level level, FieldPath at) {
    FieldPath type = at.child("type");
    if (node.embeddedResource() && !node.type().equals("object")) {
      String rule = "must be object if x-kubernetes-embedded-resource is true";
      if (node.type().isEmpty()) {
        required(type, rule);
      } else {
        errors.add(FieldError.invalid(type.toString(), node.type(), rule));
      }
    } else if (node.type().isEmpty() && !node.intOrString() && !node.preservesUnknown()) {
      required(
          type,
          switch (level) {
            case ROOT -> "must not be empty at the root";
            case ITEM -> "must not be empty for specified array items";
            case FIELD -> "must not be empty for specified object fields";
          });
    }
    if (node.embeddedResource() && node.additional().isPresent()) {
      forbidden(
          at.child("additionalProperties"),
          "must not be used if x-kubernetes-embedded-resource is set");
    }
    if (level == Level.ROOT && !node.type().isEmpty() && !node.type().equals("object")) {
      errors.add(FieldError.invalid(type.toString(), node.type(), "must be object at the root"));
    }
  }

  private void checkMeta(SchemaNode node, Level level, FieldPath at) {
    boolean resource = level == Level.ROOT || node.embeddedResource();
    for (String name : List.of("kind", "apiVersion")) {
      SchemaNode property = node.properties().get(name);
      if (resource && property != null && !property.type().equals("string")) {
        errors.add(
            FieldError.invalid(
                at.child("properties").key(name).child("type").toString(),
                property.type(),
                "must be string"));
      }
    }
    SchemaNode metadata = node.properties().get("metadata");
    if (metadata == null) {
      return;
    }
    FieldPath path = at.child("properties").key("metadata");
    if (resource && !metadata.type().equals("object")) {
      errors.add(
          FieldError.invalid(path.child("type").toString(), metadata.type(), "must be object"));
    }
    if (level == Level.ROOT && !isPlainMetadata(metadata)) {
      forbidden(
          path,
          "must not specify anything other than name and generateName, but metadata is implicitly specified");
    }
  }

  private static boolean isPlainMetadata(SchemaNode metadata) {
    boolean names = Set.of("name", "generateName").containsAll(metadata.properties().keySet());
    SchemaNode bare = SchemaParser.plain(metadata.type(), metadata.properties());
    SchemaNode withoutDefault =
        new SchemaNode(
            metadata.type(),
            metadata.format(),
            metadata.nullable(),
            metadata.intOrString(),
            metadata.preservesUnknown(),
            metadata.embeddedResource(),
            metadata.listType(),
            metadata.listMapKeys(),
            metadata.mapType(),
            bare.defaultValue(),
            metadata.properties(),
            metadata.items(),
            metadata.additional(),
            metadata.values(),
            metadata.rules(),
            metadata.title(),
            metadata.description());
    return names && withoutDefault.equals(bare);
  }

  private static boolean isIntOrString(List<SchemaNode> alternatives) {
    return alternatives.size() == 2
        && alternatives.get(0).equals(SchemaParser.plain("integer", java.util.Map.of()))
        && alternatives.get(1).equals(SchemaParser.plain("string", java.util.Map.of()));
  }

  private void checkValues(
      SchemaNode.Values values, boolean skipAnyOf, boolean skipFirstAllOf, FieldPath at) {
    for (int i = 0; !skipAnyOf && i < values.anyOf().size(); i++) {
      checkNested(values.anyOf().get(i), false, at.child("anyOf").index(i));
    }
    for (int i = 0; i < values.allOf().size(); i++) {
      checkNested(values.allOf().get(i), skipFirstAllOf && i == 0, at.child("allOf").index(i));
    }
    for (int i = 0; i < values.oneOf().size(); i++) {
      checkNested(values.oneOf().get(i), false, at.child("oneOf").index(i));
    }
    values.not().ifPresent(not -> checkNested(not, false, at.child("not")));
    values
        .pattern()
        .filter(pattern -> pattern.compiled().isEmpty())
        .ifPresent(
            pattern ->
                errors.add(
                    FieldError.invalid(
                        at.child("pattern").toString(),
                        TextNode.valueOf(pattern.source()),
                        "must be a valid regular expression, but isn't: " + pattern.error())));
  }

  private void checkNested(SchemaNode node, boolean skipAnyOf, FieldPath at) {
    checkValues(node.values(), skipAnyOf, false, at);
    node.items().ifPresent(items -> checkNested(items, false, at.child("items")));
    node.properties()
        .forEach(
            (name, property) -> checkNested(property, false, at.child("properties").key(name)));
    forbiddenIf(!node.type().isEmpty(), at.child("type"), "must be empty to be structural");
    forbiddenIf(
        node.additional().filter(a -> a.allowed()).isPresent(),
        at.child("additionalProperties"),
        "must be undefined to be structural");
    forbiddenIf(
        node.defaultValue().isPresent(), at.child("default"), "must be undefined to be structural");
    forbiddenIf(!node.title().isEmpty(), at.child("title"), "must be empty to be structural");
    forbiddenIf(
        !node.description().isEmpty(), at.child("description"), "must be empty to be structural");
    forbiddenIf(node.nullable(), at.child("nullable"), "must be false to be structural");
    forbiddenIf(node.preservesUnknown(), at.child(PRESERVE), "must be false to be structural");
    forbiddenIf(node.embeddedResource(), at.child(EMBEDDED), "must be false to be structural");
    forbiddenIf(
        node.intOrString(),
        at.child("x-kubernetes-int-or-string"),
        "must be false to be structural");
    forbiddenIf(
        !node.listMapKeys().isEmpty(),
        at.child("x-kubernetes-list-map-keys"),
        "must be empty to be structural");
    forbiddenIf(
        !node.listType().isEmpty(),
        at.child("x-kubernetes-list-type"),
        "must be undefined to be structural");
    forbiddenIf(
        !node.mapType().isEmpty(),
        at.child("x-kubernetes-map-type"),
        "must be undefined to be structural");
    forbiddenIf(
        !node.rules().isEmpty(),
        at.child("x-kubernetes-validations"),
        "must be empty to be structural");
    forbiddenIf(
        node.properties().containsKey("metadata"),
        at.child("properties").key("metadata"),
        "must not be specified in a nested context");
  }

  private void forbiddenIf(boolean wrong, FieldPath at, String rule) {
    if (wrong) {
      forbidden(at, rule);
    }
  }

  private void forbidden(FieldPath at, String rule) {
    errors.add(FieldError.forbidden(at.toString(), rule));
  }

  private void required(FieldPath at, String rule) {
    errors.add(FieldError.required(at.toString(), rule));
  }

  private void invalid(FieldPath at, String rule) {
    errors.add(FieldError.invalid(at.toString(), BooleanNode.TRUE, rule));
  }
}
