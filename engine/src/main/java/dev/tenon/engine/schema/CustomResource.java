package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One version of a kind that a CustomResourceDefinition declares, and what an API server would say
 * to an object of it that is created or changed. Immutable and safe for threads; its schema is read
 * when it is first asked for.
 */
public final class CustomResource {
  private final JsonNode spec;
  private final JsonNode version;
  private final Lazy<StructuralSchema> schema;

  /**
   * What becomes of an object.
   *
   * @param object as it would be kept: unknown fields dropped, defaults filled in
   * @param unknownFields paths of what was dropped; strict decoding, which kubectl asks for,
   *     refuses an object that has any
   * @param errors why it is refused; empty where it is not
   * @param warnings what is only forgiven because it was so before
   */
  public record Outcome(
      ObjectNode object,
      List<String> unknownFields,
      List<FieldError> errors,
      List<String> warnings) {
    /** Copies the lists. */
    public Outcome {
      unknownFields = List.copyOf(unknownFields);
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }

    /** Whether nothing is wrong, by strict decoding. */
    public boolean good() {
      return unknownFields.isEmpty() && errors.isEmpty();
    }
  }

  private CustomResource(JsonNode spec, JsonNode version) {
    this.spec = spec;
    this.version = version;
    this.schema =
        new Lazy<>(() -> StructuralSchema.of(version.path("schema").path("openAPIV3Schema")));
  }

  /**
   * All versions that a CustomResourceDefinition declares.
   *
   * @param definition of {@code apiextensions.k8s.io/v1}
   */
  public static List<CustomResource> of(JsonNode definition) {
    List<CustomResource> out = new ArrayList<>();
    JsonNode spec = definition.path("spec");
    spec.path("versions").forEach(version -> out.add(new CustomResource(spec, version)));
    return List.copyOf(out);
  }

  /** The API group. */
  public String group() {
    return spec.path("group").asText();
  }

  /** The version. */
  public String version() {
    return version.path("name").asText();
  }

  /** Group and version, as objects name them. */
  public String apiVersion() {
    return group() + "/" + version();
  }

  /** The kind. */
  public String kind() {
    return spec.path("names").path("kind").asText();
  }

  /** Whether its objects live in namespaces. */
  public boolean namespaced() {
    return spec.path("scope").asText().equals("Namespaced");
  }

  /** Its schema. */
  public StructuralSchema schema() {
    return schema.get();
  }

  /**
   * What becomes of an object that is created. Where its kind is namespaced and it names no
   * namespace it counts as one of {@code default}.
   */
  public Outcome create(ObjectNode object) {
    List<FieldError> undecodable = undecodable(object);
    if (!undecodable.isEmpty()) {
      return new Outcome(object.deepCopy(), List.of(), undecodable, List.of());
    }
    ObjectNode kept = read(object);
    if (hasStatus()) {
      kept.remove("status");
      schema().applyDefaults(kept);
    }
    List<FieldError> before = new ArrayList<>();
    checkType(kept, before);
    before.addAll(ObjectMetaRules.check(named(kept), namespaced()));
    return new Outcome(
        kept,
        unknownFields(object),
        schema().validate(kept, Optional.empty(), before, warning -> {}),
        List.of());
  }

  /** What becomes of an object that is changed, from one that was kept. */
  public Outcome update(ObjectNode object, ObjectNode old) {
    List<FieldError> undecodable = undecodable(object);
    if (!undecodable.isEmpty()) {
      return new Outcome(object.deepCopy(), List.of(), undecodable, List.of());
    }
    ObjectNode kept = read(object);
    ObjectNode before = read(old);
    if (hasStatus()) {
      kept.remove("status");
      if (before.has("status")) {
        kept.set("status", before.get("status"));
      }
    }
    List<FieldError> header = new ArrayList<>();
    checkType(kept, header);
    header.addAll(ObjectMetaRules.check(named(kept), namespaced()));
    List<String> warnings = new ArrayList<>();
    return new Outcome(
        kept,
        unknownFields(object),
        schema().validate(kept, Optional.of(before), header, warnings::add),
        warnings);
  }

  private boolean hasStatus() {
    return version.path("subresources").has("status");
  }

  private ObjectNode read(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    schema().prune(copy);
    schema().applyDefaults(copy);
    return copy;
  }

  private List<FieldError> undecodable(ObjectNode object) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode metadata = object.path("metadata");
    ObjectMetaRules.malformed(metadata)
        .ifPresent(why -> errors.add(FieldError.invalid("metadata", metadata, why)));
    errors.addAll(schema().undecodable(object));
    return errors;
  }

  private List<String> unknownFields(ObjectNode object) {
    List<String> unknown = new ArrayList<>(ObjectMetaRules.unknownFields(object.path("metadata")));
    unknown.addAll(schema().unknownFields(object));
    return unknown;
  }

  private void checkType(ObjectNode object, List<FieldError> errors) {
    checkType(object, "kind", kind(), errors);
    checkType(object, "apiVersion", apiVersion(), errors);
  }

  private static void checkType(
      ObjectNode object, String field, String expected, List<FieldError> errors) {
    String found = object.path(field).asText("");
    if (!found.equals(expected)) {
      errors.add(FieldError.invalid(field, found, "must be " + expected));
    }
  }

  private JsonNode named(ObjectNode object) {
    ObjectNode metadata =
        object.path("metadata") instanceof ObjectNode given
            ? given.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    if (namespaced() && metadata.path("namespace").asText("").isEmpty()) {
      metadata.put("namespace", "default");
    }
    return metadata;
  }
}
