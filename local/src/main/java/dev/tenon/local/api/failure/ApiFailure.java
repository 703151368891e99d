package dev.tenon.local.api.failure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.Optional;

/**
 * A request that is answered with a Kubernetes {@code Status} of failure: it carries that Status,
 * code and all. Thrown anywhere below a request and written by the HTTP layer; {@link Failures} has
 * the ones that there are, in the words of a Kubernetes API server.
 */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ObjectNode status;

  ApiFailure(int code, String reason, String message, Optional<ObjectNode> details) {
    super(message, null, false, false);
    status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    details.ifPresent(some -> status.set("details", some));
    status.put("code", code);
  }

  /** The HTTP status code. */
  public int code() {
    return status.path("code").asInt();
  }

  /** The machine-readable reason, such as {@code NotFound}; may be empty. */
  public String reason() {
    return Json.string(status, "reason");
  }

  /** The Status object to answer with; the caller may change it. */
  public ObjectNode status() {
    return status.deepCopy();
  }

  /** The causes of the Status, such as one for each invalid field; empty where it has none. */
  public ArrayNode causes() {
    return status.path("details").path("causes") instanceof ArrayNode causes
        ? causes.deepCopy()
        : Json.object().arrayNode();
  }
}
