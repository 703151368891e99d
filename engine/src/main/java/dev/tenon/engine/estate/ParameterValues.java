package dev.tenon.engine.estate;

import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.ParameterSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value that a parameter of a pattern has for an integration, its default included, without
 * checking anything: what an index needs of declarations that may be wrong.
 */
final class ParameterValues {
  private ParameterValues() {}

  static Optional<Object> find(
      IntegrationPattern pattern, Map<String, Object> values, List<String> path) {
    Object value = values;
    Object schema =
        pattern.spec().parameterSchema().map(ParameterSchema::asSchema).orElse(Map.of());
    for (String name : path) {
      schema = field(field(schema, "properties"), name);
      Object given = field(value, name);
      value = given == null ? field(schema, "default") : given;
      if (value == null) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  private static Object field(Object map, String name) {
    return map instanceof Map<?, ?> fields ? fields.get(name) : null;
  }
}
