package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Resources inside of a resource ({@code x-kubernetes-embedded-resource}): each needs a version, a
 * kind and good metadata, and has no unknown fields in it.
 */
final class EmbeddedResources {
  private EmbeddedResources() {}

  /** What is wrong with them. */
  static List<FieldError> check(SchemaNode schema, JsonNode value, FieldPath path) {
    List<FieldError> errors = new ArrayList<>();
    walk(schema, value, path, (resource, at) -> checkOne(errors, resource, at));
    return errors;
  }

  /** What is wrong with one resource. */
  static List<FieldError> checkResource(ObjectNode resource, FieldPath at) {
    List<FieldError> errors = new ArrayList<>();
    checkOne(errors, resource, at);
    return errors;
  }

  /** The unknown fields of their metadata. */
  static List<String> unknownFields(SchemaNode schema, JsonNode value) {
    List<String> unknown = new ArrayList<>();
    walk(
        schema,
        value,
        FieldPath.root(),
        (resource, at) ->
            unknown.addAll(
                ObjectMetaFields.unknown(resource.path("metadata"), at.child("metadata"))));
    Collections.sort(unknown);
    return unknown;
  }

  /** Removes the unknown fields of their metadata, where it can be decoded. */
  static void prune(SchemaNode schema, JsonNode value) {
    walk(
        schema,
        value,
        FieldPath.root(),
        (resource, at) -> {
          if (resource.path("metadata") instanceof ObjectNode metadata
              && ObjectMetaFields.malformed(metadata).isEmpty()) {
            ObjectMetaFields.prune(metadata);
          } else if (resource.path("metadata").isNull()) {
            resource.putObject("metadata");
          }
        });
  }

  /** What keeps them from being decoded. */
  static List<FieldError> undecodable(SchemaNode schema, JsonNode value) {
    List<FieldError> errors = new ArrayList<>();
    walk(
        schema,
        value,
        FieldPath.root(),
        (resource, at) -> {
          for (String field : List.of("apiVersion", "kind")) {
            if (resource.has(field) && !resource.get(field).isTextual()) {
              errors.add(
                  FieldError.invalid(
                      at.child(field).toString(), resource.get(field), "must be a string"));
            }
          }
          if (resource.has("metadata")) {
            JsonNode metadata = resource.get("metadata");
            ObjectMetaFields.malformed(metadata)
                .ifPresent(
                    why ->
                        errors.add(
                            FieldError.invalid(at.child("metadata").toString(), metadata, why)));
          }
        });
    return errors;
  }

  /** What to do with a resource. */
  private interface Visitor {
    void visit(ObjectNode resource, FieldPath at);
  }

  private static void walk(SchemaNode schema, JsonNode value, FieldPath at, Visitor visitor) {
    if (value instanceof ObjectNode object) {
      if (schema.embeddedResource()) {
        visitor.visit(object, at);
      }
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      for (String name : names) {
        SchemaNode named = schema.properties().get(name);
        if (named != null) {
          walk(named, object.get(name), at.child(name), visitor);
        } else {
          schema
              .additionalProperties()
              .ifPresent(values -> walk(values, object.get(name), at.key(name), visitor));
        }
      }
    } else if (value.isArray()) {
      Optional<SchemaNode> items = schema.items();
      for (int i = 0; items.isPresent() && i < value.size(); i++) {
        walk(items.get(), value.get(i), at.index(i), visitor);
      }
    }
  }

  private static void checkOne(List<FieldError> errors, ObjectNode resource, FieldPath at) {
    for (String field : List.of("apiVersion", "kind")) {
      if (!resource.has(field)) {
        errors.add(FieldError.required(at.child(field).toString(), ""));
      }
    }
    if (resource.has("apiVersion")) {
      checkApiVersion(errors, resource.get("apiVersion"), at.child("apiVersion").toString());
    }
    if (resource.has("kind")) {
      checkKind(errors, resource.get("kind"), at.child("kind").toString());
    }
    if (resource.has("metadata")) {
      JsonNode metadata = resource.get("metadata");
      Optional<String> malformed = ObjectMetaFields.malformed(metadata);
      if (malformed.isPresent()) {
        errors.add(FieldError.invalid(at.child("metadata").toString(), metadata, malformed.get()));
      } else {
        ObjectNode named =
            metadata instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        if (named.path("name").asText("").isEmpty()) {
          named.put("name", "fakename");
        }
        errors.addAll(ObjectMetaRules.checkEmbedded(named, at.child("metadata")));
      }
    }
  }

  private static void checkApiVersion(List<FieldError> errors, JsonNode value, String field) {
    if (!value.isTextual()) {
      errors.add(FieldError.invalid(field, value, "must be a string"));
    } else if (value.textValue().isEmpty()) {
      errors.add(FieldError.invalid(field, "", "must not be empty"));
    } else if (value.textValue().chars().filter(c -> c == '/').count() > 1) {
      errors.add(
          FieldError.invalid(field, value, "unexpected GroupVersion string: " + value.textValue()));
    }
  }

  private static void checkKind(List<FieldError> errors, JsonNode value, String field) {
    if (!value.isTextual()) {
      errors.add(FieldError.invalid(field, value, "must be a string"));
    } else if (value.textValue().isEmpty()) {
      errors.add(FieldError.invalid(field, "", "must not be empty"));
    } else {
      List<String> wrong = ObjectNames.dns1035Label(value.textValue().toLowerCase(Locale.ROOT));
      if (!wrong.isEmpty()) {
        errors.add(
            FieldError.invalid(
                field,
                value,
                "may have mixed case, but should otherwise match: " + String.join(",", wrong)));
      }
    }
  }
}
