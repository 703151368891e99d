package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answer of an API server to an object that is not valid, or has fields that it does not know:
 * the sentence, and the {@code Status} with its causes.
 */
public final class InvalidStatus {
  private InvalidStatus() {}

  /**
   * {@code Integration.tenon.dev "x" is invalid: spec.owner: Required value}; several errors stand
   * in brackets, equal ones once.
   *
   * @param group the API group, empty for the core group
   */
  public static String message(String group, String kind, String name, List<FieldError> errors) {
    String subject =
        (group.isEmpty() ? kind : kind + "." + group) + " " + GoText.quote(name) + " is invalid";
    return errors.isEmpty()
        ? subject
        : subject + ": " + aggregate(errors.stream().map(FieldError::message).toList());
  }

  /** The {@code Status} of code 422 with reason {@code Invalid}; a cause for each error. */
  public static ObjectNode of(String group, String kind, String name, List<FieldError> errors) {
    ObjectNode status = failure(message(group, kind, name, errors), "Invalid", 422);
    ObjectNode details = status.putObject("details");
    put(details, "name", name);
    put(details, "group", group);
    put(details, "kind", kind);
    ArrayNode causes = JsonNodeFactory.instance.arrayNode();
    for (FieldError error : errors) {
      ObjectNode cause = causes.addObject();
      cause.put("reason", error.type().cause());
      put(cause, "message", error.body());
      put(cause, "field", error.field());
    }
    if (!causes.isEmpty()) {
      details.set("causes", causes);
    }
    status.remove("code");
    return status.put("code", 422);
  }

  /**
   * The {@code Status} of code 400 for an object with fields that its schema does not name, or
   * twice the same: what strict decoding refuses.
   *
   * @param flaws what was found, as {@link StructuralSchema#unknownFields} and a reader of JSON
   *     say: {@code unknown field "spec.x"}
   */
  public static ObjectNode strict(String version, String kind, List<String> flaws) {
    return failure(strictMessage(version, kind, flaws), "BadRequest", 400);
  }

  /** The sentence of {@link #strict}. */
  public static String strictMessage(String version, String kind, List<String> flaws) {
    return undecodableMessage(version, kind, "strict decoding error: " + String.join(", ", flaws));
  }

  /**
   * The {@code Status} of code 400 for an object that cannot be decoded.
   *
   * @param why what is in the way, as {@link StructuralSchema#undecodable} and {@link
   *     ObjectMetaRules#malformed} say
   */
  public static ObjectNode undecodable(String version, String kind, String why) {
    return failure(undecodableMessage(version, kind, why), "BadRequest", 400);
  }

  /** The sentence of {@link #undecodable}. */
  public static String undecodableMessage(String version, String kind, String why) {
    return kind
        + " in version "
        + GoText.quote(version)
        + " cannot be handled as a "
        + kind
        + ": "
        + why;
  }

  private static ObjectNode failure(String message, String reason, int code) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status
        .put("status", "Failure")
        .put("message", message)
        .put("reason", reason)
        .put("code", code);
  }

  private static void put(ObjectNode object, String field, String value) {
    if (!value.isEmpty()) {
      object.put(field, value);
    }
  }

  private static String aggregate(List<String> messages) {
    Set<String> distinct = new LinkedHashSet<>(messages);
    String all = distinct.stream().collect(Collectors.joining(", "));
    return distinct.size() == 1 ? all : "[" + all + "]";
  }
}
