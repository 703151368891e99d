package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * The forms that an object has in the versions of its kind. For custom kinds they differ by {@code
 * apiVersion} alone (conversion {@code None}); events have different field names in their two
 * groups.
 */
public final class Forms {
  private static final GroupResource EVENTS = new GroupResource("", "events");

  /** Names of fields of core events, and what events.k8s.io calls them. */
  private static final Map<String, String> EVENT_FIELDS =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "source", "deprecatedSource",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount",
          "reportingComponent", "reportingController");

  private Forms() {}

  /** Where objects of a kind are stored. */
  public static GroupResource storedAs(ResourceType type) {
    return isModernEvent(type) ? EVENTS : type.id();
  }

  private static boolean isModernEvent(ResourceType type) {
    return type.is("Event") && !type.group().isEmpty();
  }

  /**
   * A stored object in the version of the kind; the object itself where that is how it is stored.
   */
  public static ObjectNode toVersion(ResourceType type, ObjectNode stored) {
    if (Json.string(stored, "apiVersion").equals(type.apiVersion())) {
      return stored;
    }
    ObjectNode out = Json.object();
    for (Map.Entry<String, JsonNode> entry : stored.properties()) {
      String name =
          isModernEvent(type)
              ? EVENT_FIELDS.getOrDefault(entry.getKey(), entry.getKey())
              : entry.getKey();
      out.set(name, entry.getValue());
    }
    if (isModernEvent(type)) {
      for (String field : List.of("reportingController", "reportingInstance")) {
        if (Json.string(out, field).isEmpty()) {
          out.remove(field);
        }
      }
    }
    return out.put("apiVersion", type.apiVersion());
  }

  /** An object in the version of the kind, as it is stored. */
  static ObjectNode toStored(ResourceType type, ObjectNode object) {
    if (isModernEvent(type)) {
      ObjectNode out = Json.object();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String name = entry.getKey();
        for (Map.Entry<String, String> pair : EVENT_FIELDS.entrySet()) {
          if (pair.getValue().equals(name)) {
            name = pair.getKey();
          }
        }
        out.set(name, entry.getValue());
      }
      return out.put("apiVersion", "v1");
    }
    object.put("apiVersion", type.storedApiVersion());
    return object;
  }
}
