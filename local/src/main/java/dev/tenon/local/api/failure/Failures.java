package dev.tenon.local.api.failure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The failures that a Kubernetes API server answers with, in its words (k8s.io/apimachinery,
 * pkg/api/errors). A resource is named {@code plural.group}, or {@code plural} in the core group.
 */
public final class Failures {
  private Failures() {}

  /** 400: the request itself is wrong. */
  public static ApiFailure badRequest(String message) {
    return new ApiFailure(400, "BadRequest", message, Optional.empty());
  }

  /** 401. */
  public static ApiFailure unauthorized() {
    return new ApiFailure(401, "Unauthorized", "Unauthorized", Optional.empty());
  }

  /** 403 for one object. */
  public static ApiFailure forbidden(String group, String plural, String name, String why) {
    String what =
        name.isEmpty() ? qualified(plural, group) : qualified(plural, group) + " \"" + name + "\"";
    return new ApiFailure(
        403, "Forbidden", what + " is forbidden: " + why, details(group, plural, name));
  }

  /** 403 with a text of the caller's, about no object. */
  public static ApiFailure forbidden(String message) {
    return new ApiFailure(403, "Forbidden", message, Optional.of(Json.object()));
  }

  /** 403, for a write that would add to a namespace that is going. */
  public static ApiFailure namespaceTerminating(
      String group, String plural, String name, String namespace) {
    ObjectNode details = details(group, plural, name).orElseThrow();
    details
        .putArray("causes")
        .addObject()
        .put("reason", "NamespaceTerminating")
        .put("message", "namespace " + namespace + " is being terminated")
        .put("field", "metadata.namespace");
    String what =
        name.isEmpty() ? qualified(plural, group) : qualified(plural, group) + " \"" + name + "\"";
    return new ApiFailure(
        403,
        "Forbidden",
        what
            + " is forbidden: unable to create new content in namespace "
            + namespace
            + " because it is being terminated",
        Optional.of(details));
  }

  /** 404 for one object. */
  public static ApiFailure notFound(String group, String plural, String name) {
    return new ApiFailure(
        404,
        "NotFound",
        qualified(plural, group) + " \"" + name + "\" not found",
        details(group, plural, name));
  }

  /** 404 for a path that nothing serves. */
  public static ApiFailure noSuchPath() {
    return new ApiFailure(
        404,
        "NotFound",
        "the server could not find the requested resource",
        Optional.of(Json.object()));
  }

  /** 405. */
  public static ApiFailure methodNotAllowed() {
    return methodNotAllowed("the server does not allow this method on the requested resource");
  }

  /** 405 that says why. */
  public static ApiFailure methodNotAllowed(String message) {
    return new ApiFailure(405, "MethodNotAllowed", message, Optional.of(Json.object()));
  }

  /** 406: none of the media types that the client takes can be made. */
  public static ApiFailure notAcceptable(String accepted) {
    return new ApiFailure(
        406,
        "NotAcceptable",
        "only the following media types are accepted: " + accepted,
        Optional.empty());
  }

  /** 409: a name is taken. */
  public static ApiFailure alreadyExists(String group, String plural, String name) {
    return new ApiFailure(
        409,
        "AlreadyExists",
        qualified(plural, group) + " \"" + name + "\" already exists",
        details(group, plural, name));
  }

  /** 409: the object is not what the writer thought. */
  public static ApiFailure conflict(String group, String plural, String name, String why) {
    return new ApiFailure(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + qualified(plural, group)
            + " \""
            + name
            + "\": "
            + why,
        details(group, plural, name));
  }

  /** 409 of optimistic locking. */
  public static ApiFailure modified(String group, String plural, String name) {
    return conflict(
        group,
        plural,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** 409 of a server-side apply. */
  public static ApiFailure applyConflict(String message, ArrayNode causes) {
    ObjectNode details = Json.object();
    details.set("causes", causes);
    return new ApiFailure(409, "Conflict", message, Optional.of(details));
  }

  /** 410: a resource version that history does not reach back to. */
  public static ApiFailure expired(String message) {
    return new ApiFailure(410, "Expired", message, Optional.empty());
  }

  /** 413. */
  public static ApiFailure tooLarge(String message) {
    return new ApiFailure(413, "RequestEntityTooLarge", message, Optional.empty());
  }

  /** 415: a body in a form that is not read here. */
  public static ApiFailure unsupportedMediaType(String message) {
    return new ApiFailure(415, "UnsupportedMediaType", message, Optional.empty());
  }

  /** 422: the object breaks its schema, or rules for all objects. */
  public static ApiFailure invalid(
      String group, String kind, String name, List<FieldError> errors) {
    ObjectNode details = details(group, kind, name).orElseThrow();
    ArrayNode causes = details.putArray("causes");
    Set<String> messages = new LinkedHashSet<>();
    for (FieldError error : errors) {
      causes
          .addObject()
          .put("reason", error.type().cause())
          .put("message", error.body())
          .put("field", error.field());
      messages.add(error.message());
    }
    return new ApiFailure(
        422,
        "Invalid",
        qualified(kind, group)
            + " \""
            + name
            + "\" is invalid: "
            + aggregate(new ArrayList<>(messages)),
        Optional.of(details));
  }

  /** 422: an update that does not say which version of the object it is made from. */
  public static ApiFailure unversioned(String group, String plural, String name) {
    ObjectNode details = details(group, plural, name).orElseThrow();
    String body = "Invalid value: 0: must be specified for an update";
    details
        .putArray("causes")
        .addObject()
        .put("reason", "FieldValueInvalid")
        .put("message", body)
        .put("field", "metadata.resourceVersion");
    return new ApiFailure(
        422,
        "Invalid",
        qualified(plural, group)
            + " \""
            + name
            + "\" is invalid: metadata.resourceVersion: "
            + body,
        Optional.of(details));
  }

  /** 422 of a patch whose operations cannot be carried out. */
  public static ApiFailure rejected() {
    return new ApiFailure(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request",
        Optional.of(Json.object()));
  }

  /** 422 of a patch whose result cannot be read as the kind. */
  public static ApiFailure invalidPatch(String patch, String why) {
    return invalid(
        "",
        "",
        "",
        List.of(
            new FieldError(
                dev.tenon.engine.schema.FieldErrorType.INVALID,
                "patch",
                Optional.of(com.fasterxml.jackson.databind.node.TextNode.valueOf(patch)),
                why)));
  }

  /** 500, with Kubernetes' prefix. */
  public static ApiFailure internal(String message) {
    ObjectNode details = Json.object();
    details.putArray("causes").addObject().put("message", message);
    return new ApiFailure(
        500, "InternalError", "Internal error occurred: " + message, Optional.of(details));
  }

  /**
   * 500 with a bare text and no reason, as errors are answered that the API machinery does not
   * know.
   */
  public static ApiFailure unknown(String message) {
    return new ApiFailure(500, "", message, Optional.empty());
  }

  /** 504 of a list or watch that waits for a resource version which has not come. */
  public static ApiFailure tooLargeResourceVersion(long wanted, long current) {
    ObjectNode details = Json.object();
    details
        .put("retryAfterSeconds", 1)
        .putArray("causes")
        .addObject()
        .put("reason", "ResourceVersionTooLarge")
        .put("message", "Too large resource version");
    return new ApiFailure(
        504,
        "Timeout",
        "Too large resource version: " + wanted + ", current: " + current,
        Optional.of(details));
  }

  /** A denial by admission, with the text and the code that the reviewer gave. */
  public static ApiFailure denied(int code, String reason, String message) {
    return new ApiFailure(code, reason, message, Optional.empty());
  }

  private static String aggregate(List<String> messages) {
    return messages.size() == 1 ? messages.get(0) : "[" + String.join(", ", messages) + "]";
  }

  private static String qualified(String name, String group) {
    return group.isEmpty() ? name : name + "." + group;
  }

  private static Optional<ObjectNode> details(String group, String kind, String name) {
    ObjectNode details = Json.object();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    if (!kind.isEmpty()) {
      details.put("kind", kind);
    }
    return Optional.of(details);
  }
}
