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
   * {@code unknown field}: those of the metadata first, the others sorted. The object is not
   * changed.
   */
  public List<String> unknownFields(ObjectNode object) {
    return Pruning.unknownFields(object, root, FieldPath.root(), true);
  }

  /** Removes the fields that the schema does not name. */
  public void prune(ObjectNode object) {
    Pruning.prune(object, root, true);
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
   * @param before errors found in other parts of the object, which come first; some kinds of them
   *     keep rules from being evaluated
   */
  List<FieldError> validate(
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
    if (ListTypes.valid(root, old)) {
      errors.addAll(ListTypes.check(root, object, FieldPath.root()));
    }
    if (rules.isPresent()) {
      if (errors.stream().anyMatch(e -> e.type().blocksRules())) {
        errors.add(
            FieldError.invalid(FieldError.WHOLE_OBJECT, NullNode.getInstance(), RULES_NOT_CHECKED));
      } else {
        RuleValidation evaluation = new RuleValidation();
        evaluation.validate(rules.get(), object, old, correlation);
        errors.addAll(evaluation.errors());
        evaluation.warnings().forEach(warnings);
      }
    }
    return List.copyOf(errors);
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
