package dev.tenon.api.generation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CRD as plain maps, with the keys of each schema in the order in which one reads them. */
final class CrdTree {
  private static final List<String> FIRST =
      List.of(
          "description",
          "type",
          "format",
          "enum",
          "default",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "maxProperties",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations",
          "required",
          "items",
          "additionalProperties",
          "properties");

  private static final List<String> RULE = List.of("rule", "message", "fieldPath");

  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  private CrdTree() {}

  static Map<String, Object> of(CustomResourceDefinition crd) {
    Map<String, Object> tree = map(SERIALIZATION.convertValue(crd, Map.class));
    for (Object version : (List<?>) map(tree.get("spec")).get("versions")) {
      Map<String, Object> schema = map(map(version).get("schema"));
      schema.put("openAPIV3Schema", schema(map(schema.get("openAPIV3Schema"))));
    }
    return tree;
  }

  private static Map<String, Object> schema(Map<String, Object> schema) {
    Map<String, Object> ordered = ordered(schema, FIRST);
    ordered.replaceAll(CrdTree::keyword);
    return ordered;
  }

  private static Map<String, Object> ordered(Map<String, Object> map, List<String> order) {
    if (!order.containsAll(map.keySet())) {
      throw new IllegalStateException("No place for one of " + map.keySet());
    }
    Map<String, Object> ordered = new LinkedHashMap<>();
    order.stream().filter(map::containsKey).forEach(key -> ordered.put(key, map.get(key)));
    return ordered;
  }

  private static Object keyword(String key, Object value) {
    return switch (key) {
      case "items", "additionalProperties" -> schema(map(value));
      case "properties" -> {
        Map<String, Object> properties = new LinkedHashMap<>();
        map(value).forEach((name, property) -> properties.put(name, schema(map(property))));
        yield properties;
      }
      case "minimum", "maximum" -> ((Number) value).longValue();
      case "x-kubernetes-validations" ->
          ((List<?>) value).stream().map(rule -> ordered(map(rule), RULE)).toList();
      default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
