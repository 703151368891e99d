package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Owner references that stand twice are one, with a warning. */
final class OwnerReferences {
  private OwnerReferences() {}

  static void dropDuplicates(Call call, ObjectNode object) {
    if (!(object.path("metadata").path("ownerReferences") instanceof ArrayNode references)
        || references.size() < 2) {
      return;
    }
    Set<JsonNode> distinct = new LinkedHashSet<>();
    Set<String> twice = new TreeSet<>();
    for (JsonNode reference : references) {
      if (!distinct.add(reference)) {
        twice.add(Json.string(reference, "uid"));
      }
    }
    if (!twice.isEmpty()) {
      references.removeAll();
      distinct.forEach(references::add);
      call.warn(
          ".metadata.ownerReferences contains duplicate entries; API server dedups owner references"
              + " in 1.20+, and may reject such requests as early as 1.24; please fix your"
              + " requests; duplicate UID(s) observed: "
              + String.join(", ", twice));
    }
  }
}
