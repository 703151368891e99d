package dev.tenon.engine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That every field and item that is restricted below {@code allOf} and its like is also specified
 * outside of it.
 */
final class CompletenessChecks {
  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> check(SchemaNode root, FieldPath at) {
    checkValues(root.values(), Optional.of(root), at, at);
    return errors;
  }

  /**
   * @param outside the node outside that the restriction is about
   * @param at where that is, or would be
   * @param from where the restriction is
   */
  private void checkValues(
      SchemaNode.Values values, Optional<SchemaNode> outside, FieldPath at, FieldPath from) {
    values.not().ifPresent(not -> checkNested(not, outside, at, from.child("not")));
    checkAll(values.allOf(), outside, at, from.child("allOf"));
    checkAll(values.anyOf(), outside, at, from.child("anyOf"));
    checkAll(values.oneOf(), outside, at, from.child("oneOf"));
  }

  private void checkAll(
      List<SchemaNode> nodes, Optional<SchemaNode> outside, FieldPath at, FieldPath from) {
    for (int i = 0; i < nodes.size(); i++) {
      checkNested(nodes.get(i), outside, at, from.index(i));
    }
  }

  private void checkNested(
      SchemaNode node, Optional<SchemaNode> outside, FieldPath at, FieldPath from) {
    if (outside.isEmpty()) {
      errors.add(FieldError.required(at.toString(), "because it is defined in " + from));
      return;
    }
    checkValues(node.values(), outside, at, from);
    node.items()
        .ifPresent(
            items ->
                checkNested(items, outside.get().items(), at.child("items"), from.child("items")));
    node.properties()
        .forEach(
            (name, property) ->
                checkNested(
                    property,
                    Optional.ofNullable(outside.get().properties().get(name)),
                    at.child("properties").key(name),
                    from.child("properties").key(name)));
  }
}
