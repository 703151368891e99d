package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.List;

/** Namespaces: they carry their name as a label, and a finalizer of their own. */
final class NamespaceRules extends BuiltinRules {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  NamespaceRules(ResourceType type) {
    super(type);
  }

  @Override
  public List<String> read(ObjectNode object) {
    List<String> flaws = super.read(object);
    label(object);
    return flaws;
  }

  private static void label(ObjectNode object) {
    String name = Json.meta(object, "name");
    if (!name.isEmpty()) {
      Json.metadata(object).withObject("/labels").put(NAME_LABEL, name);
    }
  }

  @Override
  public void prepareCreate(ObjectNode object) {
    label(object);
    object.putObject("status").put("phase", "Active");
    ObjectNode spec = object.withObject("/spec");
    ArrayNode finalizers = spec.withArray("/finalizers");
    if (!Json.strings(finalizers).contains("kubernetes")) {
      finalizers.add("kubernetes");
    }
  }

  @Override
  public void prepareUpdate(ObjectNode object, ObjectNode old, String subresource) {
    switch (subresource) {
      case "status" -> restore(object, old, "spec");
      case "finalize" -> restore(object, old, "status");
      default -> {
        restore(object, old, "spec");
        restore(object, old, "status");
      }
    }
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    return List.of();
  }

  @Override
  public List<String> checkName(String name) {
    return ObjectNames.dns1123Label(name);
  }
}
