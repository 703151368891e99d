package dev.tenon.local.api.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.fields.Shape;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the kinds that a CustomResourceDefinition declares. */
public final class CustomKinds {
  private CustomKinds() {}

  /** What the definition names. */
  public static GroupResource id(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    return new GroupResource(Json.string(spec, "group"), Json.string(spec.path("names"), "plural"));
  }

  /** Its kind in every version that is served. */
  public static List<ResourceType> of(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    String stored = "";
    for (JsonNode version : spec.path("versions")) {
      if (version.path("storage").asBoolean()) {
        stored = Json.string(version, "name");
      }
    }
    List<ResourceType> out = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        out.add(type(definition, version, stored));
      }
    }
    return out;
  }

  private static ResourceType type(JsonNode definition, JsonNode version, String stored) {
    JsonNode spec = definition.path("spec");
    ObjectNode schema = schema(version);
    JsonNode bare = version.path("schema").path("openAPIV3Schema");
    List<String> selectable = new ArrayList<>();
    version
        .path("selectableFields")
        .forEach(field -> selectable.add(Json.string(field, "jsonPath").replaceFirst("^\\.", "")));
    return new ResourceType(
        id(definition),
        Json.string(version, "name"),
        names(spec.path("names")),
        Json.string(spec, "scope").equals("Namespaced"),
        version.path("subresources").has("status"),
        columns(version),
        List.copyOf(selectable),
        schema,
        new Once<>(() -> Shape.of(schema, Builtins::definition)),
        new Once<>(
            () -> bare.isObject() ? Optional.of(CompiledSchemas.of(bare)) : Optional.empty()),
        true,
        ResourceType.ALL_VERBS,
        stored,
        warning(definition, version));
  }

  private static ResourceType.Names names(JsonNode names) {
    String kind = Json.string(names, "kind");
    String singular = Json.string(names, "singular");
    String list = Json.string(names, "listKind");
    return new ResourceType.Names(
        kind,
        list.isEmpty() ? kind + "List" : list,
        singular.isEmpty() ? kind.toLowerCase(java.util.Locale.ROOT) : singular,
        Json.strings(names.path("shortNames")),
        Json.strings(names.path("categories")));
  }

  /** The declared schema with what every object has: apiVersion, kind, metadata. */
  private static ObjectNode schema(JsonNode version) {
    JsonNode declared = version.path("schema").path("openAPIV3Schema");
    ObjectNode out =
        declared.isObject() ? declared.deepCopy() : Json.object().put("type", "object");
    ObjectNode properties = out.withObject("/properties");
    properties.set(
        "apiVersion",
        described(
            "APIVersion defines the versioned schema of this object.", declared, "apiVersion"));
    properties.set(
        "kind", described("Kind is the name of the kind of this object.", declared, "kind"));
    ObjectNode metadata =
        Json.object()
            .put("description", "What every object has: its name, labels, owners and so on.")
            .put("$ref", Builtins.OBJECT_META);
    properties.set("metadata", metadata);
    if (out.path("x-kubernetes-preserve-unknown-fields").asBoolean()
        && !declared.has("properties")) {
      out.put("x-kubernetes-preserve-unknown-fields", true);
    }
    return out;
  }

  private static ObjectNode described(String otherwise, JsonNode declared, String field) {
    String own = Json.string(declared.path("properties").path(field), "description");
    return Json.object().put("type", "string").put("description", own.isEmpty() ? otherwise : own);
  }

  private static List<Column> columns(JsonNode version) {
    List<Column> out = new ArrayList<>();
    for (JsonNode column : version.path("additionalPrinterColumns")) {
      String name = Json.string(column, "name");
      String description = Json.string(column, "description");
      out.add(
          new Column(
              name,
              Json.string(column, "type"),
              Json.string(column, "format"),
              description.isEmpty()
                  ? "Custom resource definition column (in JSONPath format): "
                      + Json.string(column, "jsonPath")
                  : description,
              column.path("priority").asInt(),
              Json.string(column, "jsonPath")));
    }
    return out;
  }

  private static String warning(JsonNode definition, JsonNode version) {
    if (!version.path("deprecated").asBoolean()) {
      return "";
    }
    String own = Json.string(version, "deprecationWarning");
    if (!own.isEmpty()) {
      return own;
    }
    JsonNode spec = definition.path("spec");
    String group = Json.string(spec, "group");
    String kind = Json.string(spec.path("names"), "kind");
    String name = Json.string(version, "name");
    List<String> better = new ArrayList<>(List.of(name));
    for (JsonNode other : spec.path("versions")) {
      if (other.path("served").asBoolean() && !other.path("deprecated").asBoolean()) {
        better.add(Json.string(other, "name"));
      }
    }
    better.sort(VersionOrder.NEWEST_FIRST);
    String warning = group + "/" + name + " " + kind + " is deprecated";
    String best = better.get(0);
    return best.equals(name) ? warning : warning + "; use " + group + "/" + best + " " + kind;
  }
}
