package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import java.util.ArrayList;
import java.util.List;

/** Events, which are stored in the form of the core group whichever group they came by. */
final class EventRules extends BuiltinRules {
  private final boolean modern;

  EventRules(ResourceType type) {
    super(type);
    modern = !type.group().isEmpty();
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>(legacy(object));
    if (modern) {
      strict(object, out);
    }
    return out;
  }

  @Override
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource) {
    return legacy(object);
  }

  private static JsonNode involved(ObjectNode object) {
    return object.has("regarding") ? object.path("regarding") : object.path("involvedObject");
  }

  /** What holds for events of both groups; those with an eventTime have to say who reports them. */
  private List<FieldError> legacy(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    String namespace = Json.meta(object, "namespace");
    String about = Json.string(involved(object), "namespace");
    if (!object.hasNonNull("eventTime")) {
      boolean fits = about.isEmpty() ? namespace.equals("default") : namespace.equals(about);
      if (!fits) {
        out.add(elsewhere(about));
      }
      return out;
    }
    if (about.isEmpty() && !namespace.equals("default") && !namespace.equals("kube-system")) {
      out.add(elsewhere(about));
    }
    String field = modern ? "reportingController" : "reportingComponent";
    String controller = Json.string(object, field);
    if (controller.isEmpty()) {
      out.add(Errors.required(field, ""));
    }
    ObjectNames.qualifiedName(controller)
        .forEach(c -> out.add(Errors.invalid(field, controller, c)));
    for (String name : List.of("reportingInstance", "action", "reason")) {
      String value = Json.string(object, name);
      if (value.isEmpty()) {
        out.add(Errors.required(name, ""));
      } else if (value.length() > 128) {
        out.add(Errors.invalid(name, "", "can have at most 128 characters"));
      }
    }
    if (Json.string(object, modern ? "note" : "message").length() > 1024) {
      out.add(Errors.invalid("message", "", "can have at most 1024 characters"));
    }
    return out;
  }

  private static FieldError elsewhere(String namespace) {
    return Errors.invalid("involvedObject.namespace", namespace, "does not match event.namespace");
  }

  private static void strict(ObjectNode object, List<FieldError> out) {
    JsonNode series = object.path("series");
    if (series.isObject()) {
      if (series.path("count").asInt() < 2) {
        out.add(Errors.invalid("series.count", "", "should be at least 2"));
      }
      if (!series.hasNonNull("lastObservedTime")) {
        out.add(Errors.required("series.lastObservedTime", ""));
      }
    }
    if (!object.hasNonNull("eventTime")) {
      out.add(Errors.required("eventTime", ""));
    }
    String type = Json.string(object, "type");
    if (!type.equals("Normal") && !type.equals("Warning")) {
      out.add(Errors.invalid("type", "", "has invalid value: " + type));
    }
    unset(object, "deprecatedFirstTimestamp", "firstTimestamp", out);
    unset(object, "deprecatedLastTimestamp", "lastTimestamp", out);
    unset(object, "deprecatedCount", "count", out);
    if (!object.path("deprecatedSource").isEmpty()) {
      out.add(Errors.invalid("source", "", "needs to be unset"));
    }
  }

  private static void unset(ObjectNode object, String field, String name, List<FieldError> out) {
    if (object.hasNonNull(field)) {
      out.add(Errors.invalid(name, "", "needs to be unset"));
    }
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
