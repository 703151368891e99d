package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a schema is a structural schema that can be served: what an API server asks of a
 * CustomResourceDefinition's, in its words, but for the estimate of what rules may cost.
 */
public final class StructuralRules {
  private StructuralRules() {}

  /**
   * What is wrong with a schema, empty where nothing is: keywords that do not exist or have values
   * of the wrong type; if there are none, what keeps it from being structural, defaults that are
   * not valid, keywords that contradict each other, and rules that do not compile.
   *
   * @param schema an {@code openAPIV3Schema}, or the {@code parameterSchema} of a pattern
   * @param at where the schema stands: {@code spec.versions[0].schema.openAPIV3Schema}
   */
  public static List<FieldError> check(JsonNode schema, FieldPath at) {
    return check(schema, at, Formats.kubernetes(), true);
  }

  /**
   * As {@link #check(JsonNode, FieldPath)}, for the schema of a value that is no resource.
   *
   * @param formats the formats that defaults are checked against
   */
  public static List<FieldError> checkValueSchema(JsonNode schema, FieldPath at, Formats formats) {
    return check(schema, at, formats, false);
  }

  private static List<FieldError> check(
      JsonNode schema, FieldPath at, Formats formats, boolean resource) {
    List<FieldError> keywords = SchemaKeywords.check(schema, at);
    if (!keywords.isEmpty()) {
      return keywords;
    }
    SchemaNode node = SchemaParser.parse(schema);
    List<FieldError> errors = new ArrayList<>(new StructureChecks().check(node, at));
    errors.addAll(new CompletenessChecks().check(node, at));
    errors.sort(Comparator.comparing(FieldError::message));
    if (errors.isEmpty()) {
      errors.addAll(new DefaultChecks(formats).check(node, at, resource));
    }
    boolean sound = errors.isEmpty();
    errors.addAll(new KeywordChecks(resource).check(node, at));
    if (sound && errors.isEmpty()) {
      errors.addAll(RuleChecks.check(node, at, resource));
    }
    return List.copyOf(errors);
  }
}
