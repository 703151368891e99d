package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import dev.tenon.local.api.validation.Names;
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

  private List<FieldError> legacy(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    String namespace = Json.meta(object, "namespace");
    String about = Json.string(involved(object), "namespace");
    boolean fits =
        about.isEmpty()
            ? namespace.equals("default") || namespace.equals("kube-system")
            : namespace.equals(about);
    if (!fits) {
      out.add(
          Errors.invalid(
              modern ? "regarding.namespace" : "involvedObject.namespace",
              about,
              "does not match event.namespace"));
    }
    if (!Names.dnsLabel(namespace).isEmpty()) {
      out.add(Errors.invalid("namespace", namespace, ""));
    }
    return out;
  }

  private static void strict(ObjectNode object, List<FieldError> out) {
    if (!object.hasNonNull("eventTime")) {
      out.add(Errors.required("eventTime", ""));
    }
    String controller = Json.string(object, "reportingController");
    if (controller.isEmpty()) {
      out.add(Errors.required("reportingController", ""));
    } else {
      Names.labelKey(controller)
          .forEach(c -> out.add(Errors.invalid("reportingController", controller, c)));
    }
    for (String field : List.of("reportingInstance", "action", "reason")) {
      if (Json.string(object, field).isEmpty()) {
        out.add(Errors.required(field, ""));
      }
    }
    String type = Json.string(object, "type");
    if (!type.equals("Normal") && !type.equals("Warning")) {
      out.add(Errors.invalid("type", "", "has invalid value: " + type));
    }
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
