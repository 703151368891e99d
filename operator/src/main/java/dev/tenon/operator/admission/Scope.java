package dev.tenon.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.WellKnown;
import java.util.Optional;

/**
 * Which writes are reviewed at all. What is let through here cannot matter to any rule, so that it
 * must not wait for a review either: the API server is told the same as conditions, by which it
 * does not even ask.
 */
final class Scope {
  private Scope() {}

  /**
   * Whether a write of an object of ours is to be reviewed: not an update that changes nothing
   * which a person declares, and not one of what is being deleted.
   */
  static boolean reviews(AdmissionRequest request) {
    return switch (request.operation()) {
      case CREATE, DELETE -> true;
      case CONNECT -> false;
      case UPDATE -> {
        ObjectNode now = request.object().orElseThrow();
        Optional<ObjectNode> before = request.oldObject();
        yield !now.path("metadata").has("deletionTimestamp")
            && !(before.isPresent()
                && now.path("spec").equals(before.get().path("spec"))
                && incident(now).equals(incident(before.get())));
      }
    };
  }

  private static JsonNode incident(ObjectNode object) {
    JsonNode incident = object.path("metadata").path("annotations").path(WellKnown.BREAK_GLASS);
    return incident.asText().isBlank() ? MissingNode.getInstance() : incident;
  }
}
