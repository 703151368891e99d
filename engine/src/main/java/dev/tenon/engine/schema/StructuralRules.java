package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Whether a schema is a structural schema: what an API server asks of a CustomResourceDefinition's,
 * in its words.
 */
public final class StructuralRules {
  private StructuralRules() {}

  /**
   * What keeps the schema from being structural, sorted by text.
   *
   * @param at where the schema stands: {@code spec.versions[0].schema.openAPIV3Schema}, or {@code
   *     spec.parameterSchema}
   */
  public static List<FieldError> check(JsonNode schema, FieldPath at) {
    return schema.path("type").isTextual()
        ? List.of()
        : List.of(
            FieldError.required(at.child("type").toString(), "must not be empty at the root"));
  }
}
