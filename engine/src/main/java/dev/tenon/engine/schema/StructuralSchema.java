package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.cel.CelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A structural schema, and what a Kubernetes API server does with it to one object: find unknown
 * fields, prune them, fill in defaults, and validate, with the very messages of an API server of
 * Kubernetes 1.35. Pure, immutable and safe for threads; made once for a schema, because its
 * regular expressions and rules are compiled once.
 *
 * <p>An API server prunes, then defaults, then validates; so should a caller. Whether the schema is
 * a good one is asked of {@link StructuralRules}.
 */
public final class StructuralSchema {
  private final SchemaNode root;
  private final Formats formats;
  private final Optional<RuleTree> rules;

  private StructuralSchema(SchemaNode root, Formats formats) {
    this.root = root;
    this.formats = formats;
    this.rules = RuleTree.of(root, true);
  }

  /** Reads an {@code openAPIV3Schema} of a CustomResourceDefinition. */
  public static StructuralSchema of(JsonNode openApiV3Schema) {
    return of(openApiV3Schema, Formats.kubernetes());
  }

  /** Reads a schema whose formats are those of the given table. */
  public static StructuralSchema of(JsonNode openApiV3Schema, Formats formats) {
    return new StructuralSchema(SchemaParser.parse(openApiV3Schema), formats);
  }

  /**
   * The schema as CEL sees it, to declare a variable of its type; of a resource, so its metadata
   * has a name.
   */
  public CelSchema celSchema() {
    return root.asResource();
  }

  /**
   * The paths of the fields that the schema does not name, as strict decoding reports them after
   * {@code unknown field}, sorted; those in the metadata of embedded resources last. Of the
   * object's own metadata {@link ObjectMetaRules#unknownFields} tells. The object is not changed.
   */
  public List<String> unknownFields(ObjectNode object) {
    List<String> unknown =
        new ArrayList<>(Pruning.unknownFields(object, root, FieldPath.root(), true));
    unknown.addAll(EmbeddedResources.unknownFields(root, object));
    return unknown;
  }

  /**
   * What keeps an object from being decoded, before anything is validated: embedded resources whose
   * type or metadata is not what it must be. An API server answers with the first that it comes
   * upon, see {@link InvalidStatus#undecodable}.
   */
  public List<FieldError> undecodable(ObjectNode object) {
    return EmbeddedResources.undecodable(root, object);
  }

  /**
   * Removes the fields that the schema does not name, those that no metadata of an embedded
   * resource has, and nulls where the schema neither allows them nor has a default.
   */
  public void prune(ObjectNode object) {
    Pruning.prune(object, root, true);
    Defaulting.dropNulls(object, Optional.of(root));
    EmbeddedResources.prune(root, object);
  }

  /** Removes nulls where the schema does not allow null, and fills in defaults. */
  public void applyDefaults(ObjectNode object) {
    Defaulting.dropNulls(object, Optional.of(root));
    Defaulting.applyDefaults(object, root);
  }

  /**
   * Everything that is wrong with an object by its schema and its rules, in the order of the API
   * server; where that walks a map, which Go does in random order, by name.
   *
   * @param old the object before the update; empty on create. On update, what is not changed is not
   *     refused, where the API server forgives it too
   */
  public List<FieldError> validate(ObjectNode object, Optional<ObjectNode> old) {
    return validate(object, old, List.of(), warning -> {});
  }

  /**
   * As {@link #validate(ObjectNode, Optional)}, with what was found in other parts of the object.
   *
   * @param before errors of the object's metadata, which come first; some kinds of errors keep
   *     rules from being evaluated
   * @param warnings takes what is forgiven because it was so before, and still worth a warning
   */
  public List<FieldError> validate(
      ObjectNode object,
      Optional<ObjectNode> old,
      List<FieldError> before,
      Consumer<String> warnings) {
    Optional<Correlation> correlation = old.map(o -> new Correlation(object, o, root));
    List<FieldError> errors = new ArrayList<>(before);
    errors.addAll(
        new ValueValidation(formats, "")
            .validate(root, object, FieldPath.root(), correlation)
            .errors());
    errors.addAll(EmbeddedResources.check(root, object, FieldPath.root()));
    if (ListTypes.valid(root, old)) {
      errors.addAll(ListTypes.check(root, object, FieldPath.root()));
    }
    evaluateRules(errors, object, old, correlation, warnings);
    return List.copyOf(errors);
  }

  /**
   * Everything that is wrong with an object whose status alone is updated: the schema of the status
   * is checked by itself, and all rules are evaluated.
   *
   * @param before errors of the object's metadata, which come first
   * @param warnings takes what is forgiven because it was so before, and still worth a warning
   */
  public List<FieldError> validateStatus(
      ObjectNode object, ObjectNode old, List<FieldError> before, Consumer<String> warnings) {
    Correlation correlation = new Correlation(object, old, root);
    List<FieldError> errors = new ArrayList<>(before);
    SchemaNode status = root.properties().get("status");
    if (status != null && object.has("status")) {
      errors.addAll(
          new ValueValidation(formats, "status")
              .validate(status, object.get("status"), FieldPath.root(), correlation.field("status"))
              .errors());
    }
    if (ListTypes.valid(root, Optional.of(old))) {
      errors.addAll(ListTypes.check(root, object, FieldPath.root()));
    }
    evaluateRules(errors, object, Optional.of(old), Optional.of(correlation), warnings);
    return List.copyOf(errors);
  }

  private void evaluateRules(
      List<FieldError> errors,
      ObjectNode object,
      Optional<ObjectNode> old,
      Optional<Correlation> correlation,
      Consumer<String> warnings) {
    if (rules.isEmpty()) {
      return;
    }
    if (errors.stream().anyMatch(e -> e.type().blocksRules())) {
      errors.add(
          FieldError.invalid(FieldError.WHOLE_OBJECT, NullNode.getInstance(), RULES_NOT_CHECKED));
      return;
    }
    RuleValidation evaluation = new RuleValidation();
    evaluation.validate(rules.get(), object, old, correlation);
    errors.addAll(evaluation.errors());
    evaluation.warnings().forEach(warnings);
  }

  private static final String RULES_NOT_CHECKED =
      "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

  /**
   * The errors of a value against this schema alone, as for the parameters of a pattern: no
   * metadata, no rules; a field that the schema does not name is an error.
   *
   * @param at where the value stands, so that errors name {@code spec.pattern.parameters.source};
   *     may be the root
   */
  public List<FieldError> validateValue(ObjectNode value, FieldPath at) {
    List<FieldError> errors = new ArrayList<>();
    Pruning.unknownFields(value, root, at, false)
        .forEach(path -> errors.add(FieldError.forbidden(path, "unknown field")));
    errors.addAll(
        new ValueValidation(formats, "").validate(root, value, at, Optional.empty()).errors());
    errors.addAll(ListTypes.check(root, value, at));
    return List.copyOf(errors);
  }
}
