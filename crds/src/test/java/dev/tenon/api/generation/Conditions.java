package dev.tenon.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the status of every kind has: {@code observedGeneration} and conditions, in the shape of
 * {@code metav1.Condition}, and the status before the operator has seen the object.
 */
final class Conditions {
  /** The instant that stands for "not yet" where the schema demands one. */
  private static final String BEFORE_ALL = "1970-01-01T00:00:00Z";

  private Conditions() {}

  static void observedGeneration(JSONSchemaProps schema) {
    schema.setType("integer");
    schema.setFormat("int64");
    schema.setMinimum(-1.0);
    schema.setDescription(
        "The metadata.generation that this status is about; -1 until the operator has seen the object. While it is lower than metadata.generation, the status is about an older spec.");
  }

  static void list(JSONSchemaProps schema) {
    Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
    properties.put(
        "type",
        string("What the condition is about, such as Ready.")
            .withMinLength(1L)
            .withMaxLength(63L)
            .withPattern("^[A-Z][A-Za-z0-9]*$")
            .build());
    properties.put(
        "status",
        string("Whether it holds: True, False or Unknown.")
            .withEnum(
                Stream.of("True", "False", "Unknown").<JsonNode>map(TextNode::valueOf).toList())
            .build());
    properties.put(
        "observedGeneration",
        new JSONSchemaPropsBuilder()
            .withType("integer")
            .withFormat("int64")
            .withMinimum(0.0)
            .withDescription("The metadata.generation that the condition is about.")
            .build());
    properties.put(
        "lastTransitionTime",
        string("When status changed last.").withFormat("date-time").withMaxLength(35L).build());
    properties.put(
        "reason",
        string("Why, as one word for programs.")
            .withMinLength(1L)
            .withMaxLength(63L)
            .withPattern("^[A-Z][A-Za-z0-9]*$")
            .build());
    properties.put(
        "message",
        string("Why, and what to do about it, for people.").withMaxLength(1024L).build());

    schema.setType("array");
    schema.setDescription(
        "What is true of the object now; each type stands here once. Wait for one by: kubectl wait --for=condition=Ready.");
    schema.setMaxItems(20L);
    schema.setXKubernetesListType("map");
    schema.setXKubernetesListMapKeys(List.of("type"));
    schema.setItems(
        new JSONSchemaPropsOrArray(
            null,
            new JSONSchemaPropsBuilder()
                .withType("object")
                .withProperties(properties)
                .withRequired("type", "status", "lastTransitionTime", "reason", "message")
                .build()));
  }

  /** The status of an object that nobody has looked at yet. */
  static ObjectNode pending() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("observedGeneration", -1);
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "Unknown")
        .put("lastTransitionTime", BEFORE_ALL)
        .put("reason", "Pending")
        .put(
            "message",
            "Waiting for the Tenon operator to see this object; if it stays so, the operator does not run or does not watch this namespace");
    return status;
  }

  private static JSONSchemaPropsBuilder string(String description) {
    return new JSONSchemaPropsBuilder().withType("string").withDescription(description);
  }
}
