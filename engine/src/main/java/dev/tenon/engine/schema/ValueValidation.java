package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Checks a value against a schema, with the order, the texts and the oddities of the validator that
 * the API server uses for custom resources (kube-openapi's {@code validation/validate}). Where that
 * walks a Go map, in random order, fields go by name.
 */
final class ValueValidation {
  private final Formats formats;
  private final String fieldPrefix;

  /**
   * @param formats the formats that are known
   * @param fieldPrefix what goes before the path of a field, but not into the texts; may be empty
   */
  ValueValidation(Formats formats, String fieldPrefix) {
    this.formats = formats;
    this.fieldPrefix = fieldPrefix;
  }

  /**
   * @param old the value beside its old value, for an update; with it, errors of unchanged values
   *     are forgiven
   */
  Findings validate(SchemaNode schema, JsonNode value, FieldPath path, Optional<Correlation> old) {
    Findings found = check(schema, value, path, old);
    return !found.valid() && old.isPresent() && old.get().unchanged() ? found.forgiven() : found;
  }

  private Findings check(
      SchemaNode schema, JsonNode value, FieldPath path, Optional<Correlation> old) {
    Findings found = new Findings();
    GoKind kind = GoKind.of(value);
    if (kind == GoKind.NULL) {
      checkType(found, schema, value, kind, path);
      checkEnumeration(found, schema, value, kind, path);
      return found;
    }
    Scalars scalars = new Scalars(this, formats, found, path);
    if (!schema.types().isEmpty() || formats.known(schema).isPresent()) {
      checkType(found, schema, value, kind, path);
      found.passed();
    }
    Alternatives.check(this, found, schema, value, path);
    found.passed();
    switch (kind) {
      case STRING -> scalars.checkString(schema, value.textValue());
      case INT, FLOAT -> scalars.checkNumber(schema, value, kind);
      case LIST -> {
        found.merge(checkList(schema, value, path, old));
        found.passed();
      }
      case BOOL, MAP, NULL -> {}
    }
    checkEnumeration(found, schema, value, kind, path);
    found.passed();
    if (kind == GoKind.MAP) {
      found.merge(checkObject(schema, value, path, old));
      found.passed();
    }
    found.passed();
    return found;
  }

  private void checkType(
      Findings found, SchemaNode schema, JsonNode value, GoKind kind, FieldPath path) {
    List<String> types = schema.types();
    if (kind == GoKind.NULL) {
      if (!types.isEmpty() && !schema.nullable()) {
        wrongType(found, path, String.join(",", types), "null");
      } else {
        found.passed();
      }
      return;
    }
    String actual =
        switch (kind) {
          case BOOL -> "boolean";
          case INT -> "integer";
          case FLOAT -> "number";
          case STRING -> "string";
          case LIST -> "array";
          case MAP, NULL -> "object";
        };
    boolean matches =
        types.contains(actual)
            || (kind == GoKind.FLOAT
                && types.contains("integer")
                && Scalars.isWhole(value.doubleValue()))
            || (kind == GoKind.INT && types.contains("number"));
    boolean text = kind == GoKind.STRING || kind == GoKind.LIST;
    Optional<String> format = formats.known(schema);
    if (format.isPresent()) {
      if (!text && !matches) {
        wrongType(
            found,
            path,
            format.get(),
            kind == GoKind.INT ? "int64" : kind == GoKind.FLOAT ? "float64" : "");
        return;
      }
      if (text && !types.contains("number") && !types.contains("integer")) {
        found.passed();
        return;
      }
    }
    if (matches) {
      found.passed();
    } else {
      wrongType(found, path, String.join(",", types), actual);
    }
  }

  /** The value shown is the name of the type that was found, not the value itself. */
  private void wrongType(Findings found, FieldPath path, String wanted, String actual) {
    String text = path + " in body must be of type " + wanted + ": " + GoText.quote(actual);
    found.add(text, FieldError.typeInvalid(field(path), TextNode.valueOf(actual), text));
  }

  private void checkEnumeration(
      Findings found, SchemaNode schema, JsonNode value, GoKind kind, FieldPath path) {
    List<JsonNode> allowed = schema.values().enumeration();
    if (allowed.isEmpty() || allowed.stream().anyMatch(one -> Scalars.isOneOf(value, kind, one))) {
      return;
    }
    List<String> supported = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (JsonNode one : allowed) {
      supported.add(one.isTextual() ? one.textValue() : GoText.json(one));
      plain.add(GoText.plain(one));
    }
    String text = path + " in body should be one of [" + String.join(" ", plain) + "]";
    found.add(text, FieldError.notSupported(field(path), value, supported));
  }

  private Findings checkList(
      SchemaNode schema, JsonNode list, FieldPath path, Optional<Correlation> old) {
    Findings found = new Findings();
    if (schema.items().isPresent()) {
      SchemaNode items = schema.items().get();
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        found.merge(validate(items, list.get(i), path.index(i), old.flatMap(c -> c.item(index))));
      }
    }
    int size = list.size();
    if (schema.values().minItems().isPresent() && size < schema.values().minItems().getAsLong()) {
      invalid(
          found,
          path,
          number(size),
          path
              + " in body should have at least "
              + schema.values().minItems().getAsLong()
              + " items");
    }
    if (schema.values().maxItems().isPresent() && size > schema.values().maxItems().getAsLong()) {
      long most = schema.values().maxItems().getAsLong();
      found.add(
          path + " in body should have at most " + most + " items",
          FieldError.tooMany(field(path), size, most));
    }
    if (schema.values().uniqueItems() && hasDuplicates(list)) {
      invalid(found, path, TextNode.valueOf(""), path + " in body shouldn't contain duplicates");
    }
    found.passed();
    return found;
  }

  private static boolean hasDuplicates(JsonNode list) {
    for (int i = 0; i < list.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (GoKind.equal(list.get(i), list.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private Findings checkObject(
      SchemaNode schema, JsonNode object, FieldPath path, Optional<Correlation> old) {
    Findings found = new Findings();
    int size = object.size();
    if (schema.values().minProperties().isPresent()
        && size < schema.values().minProperties().getAsLong()) {
      invalid(
          found,
          path,
          number(size),
          path
              + " in body should have at least "
              + schema.values().minProperties().getAsLong()
              + " properties");
    }
    if (schema.values().maxProperties().isPresent()
        && size > schema.values().maxProperties().getAsLong()) {
      long most = schema.values().maxProperties().getAsLong();
      found.add(
          path + " in body should have at most " + most + " properties",
          FieldError.tooMany(field(path), size, most));
    }
    List<String> names = new ArrayList<>(size);
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    for (String name : names) {
      if (!schema.properties().containsKey(name)) {
        checkUndeclared(found, schema, object, name, path, old);
      }
    }
    for (String name : names) {
      SchemaNode property = schema.properties().get(name);
      if (property != null) {
        found.merge(
            validate(property, object.get(name), path.child(name), correlated(old, path, name)));
      }
    }
    for (String name : schema.values().required()) {
      if (!object.has(name)) {
        FieldPath missing = path.child(name);
        found.add(missing + " in body is required", FieldError.required(field(missing), ""));
      }
    }
    return found;
  }

  private void checkUndeclared(
      Findings found,
      SchemaNode schema,
      JsonNode object,
      String name,
      FieldPath path,
      Optional<Correlation> old) {
    if (schema.additional().isEmpty()) {
      return;
    }
    if (!schema.additional().get().allowed()) {
      invalid(
          found,
          path,
          TextNode.valueOf(name),
          path + "." + name + " in body is a forbidden property");
    } else if (schema.additionalProperties().isPresent()) {
      found.merge(
          validate(
              schema.additionalProperties().get(),
              object.get(name),
              path.child(name),
              correlated(old, path, name)));
    }
  }

  /**
   * The type of the object itself is never forgiven: old and new are converted to one version
   * before they are compared.
   */
  private static Optional<Correlation> correlated(
      Optional<Correlation> old, FieldPath path, String name) {
    if (path.isRoot() && (name.equals("kind") || name.equals("apiVersion"))) {
      return Optional.empty();
    }
    return old.flatMap(c -> c.field(name));
  }

  void invalid(Findings found, FieldPath path, JsonNode value, String text) {
    found.add(text, FieldError.invalid(field(path), value, text));
  }

  /** An error that names no field of its own: the text says which. */
  void invalidSomewhere(Findings found, String text) {
    found.add(
        text,
        FieldError.invalid(
            fieldPrefix.isEmpty() ? FieldError.WHOLE_OBJECT : fieldPrefix, "", text));
  }

  String field(FieldPath path) {
    if (path.isRoot()) {
      return fieldPrefix.isEmpty() ? FieldError.WHOLE_OBJECT : fieldPrefix;
    }
    return fieldPrefix.isEmpty() ? path.toString() : fieldPrefix + "." + path;
  }

  static JsonNode number(long value) {
    return com.fasterxml.jackson.databind.node.LongNode.valueOf(value);
  }
}
