package dev.tenon.local.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.discovery.Discovery;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Builtins;
import dev.tenon.local.api.kinds.Catalog;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * OpenAPI v3 documents, one for each group and version, and an index of them. The paths have just
 * what clients look for: which operations take which query parameters, and what kind they are
 * about.
 */
public final class OpenApi {
  private static final String REFERENCE = "#/components/schemas/";

  private final Catalog catalog;

  /** Describes a catalogue. */
  public OpenApi(Catalog catalog) {
    this.catalog = catalog;
  }

  /** {@code /openapi/v3}: where the documents are; their addresses change when they do. */
  public ObjectNode index() {
    ObjectNode out = Json.object();
    ObjectNode paths = out.putObject("paths");
    TreeSet<String> bases = new TreeSet<>();
    catalog.all().forEach(type -> bases.add(type.basePath()));
    long edition = catalog.edition();
    for (String base : bases) {
      paths
          .putObject(base.substring(1))
          .put("serverRelativeURL", "/openapi/v3" + base + "?hash=" + edition);
    }
    return out;
  }

  /** The document of a group and version. */
  public Optional<ObjectNode> document(String group, String version) {
    List<ResourceType> types = catalog.in(group, version);
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode out = Json.object().put("openapi", "3.0.0");
    out.putObject("info").put("title", "Tenon").put("version", Discovery.KUBERNETES);
    ObjectNode paths = out.putObject("paths");
    ObjectNode schemas = Json.object();
    TreeSet<String> needed = new TreeSet<>();
    for (ResourceType type : types) {
      paths(type, paths);
      schemas.set(name(type), schema(type, needed));
      schemas.set(name(type) + "List", list(type));
    }
    needed.add("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta");
    needed.add("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions");
    needed.add("io.k8s.apimachinery.pkg.apis.meta.v1.Status");
    while (!needed.isEmpty()) {
      String next = needed.pollFirst();
      if (!schemas.has(next)) {
        schemas.set(next, published(Builtins.definition(next), needed));
      }
    }
    out.putObject("components").set("schemas", schemas);
    return Optional.of(out);
  }

  /** The name of a kind's schema: its group reversed, version and kind. */
  private static String name(ResourceType type) {
    if (!type.custom()) {
      String reference =
          type.kind().equals("CustomResourceDefinition")
              ? "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."
              : "io.k8s.api."
                  + (type.group().isEmpty() ? "core" : type.group().split("\\.")[0])
                  + ".v1.";
      return reference + type.kind();
    }
    List<String> parts = new ArrayList<>(List.of(type.group().split("\\.")));
    Collections.reverse(parts);
    return String.join(".", parts) + "." + type.version() + "." + type.kind();
  }

  private static ObjectNode schema(ResourceType type, TreeSet<String> needed) {
    ObjectNode out = (ObjectNode) published(type.schema(), needed);
    out.putArray("x-kubernetes-group-version-kind").add(identity(type));
    return out;
  }

  private static ObjectNode identity(ResourceType type) {
    return Json.object()
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
  }

  private static ObjectNode list(ResourceType type) {
    ObjectNode out = Json.object().put("type", "object");
    out.putArray("required").add("items");
    ObjectNode properties = out.putObject("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties
        .putObject("items")
        .put("type", "array")
        .putObject("items")
        .put("$ref", REFERENCE + name(type));
    properties
        .putObject("metadata")
        .put("$ref", REFERENCE + "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta");
    out.putArray("x-kubernetes-group-version-kind")
        .add(identity(type).put("kind", type.names().listKind()));
    return out;
  }

  /** A schema as it is published: references in full, nothing that is only for us. */
  private static JsonNode published(JsonNode schema, TreeSet<String> needed) {
    if (schema.isArray()) {
      ArrayNode out = Json.object().arrayNode();
      schema.forEach(item -> out.add(published(item, needed)));
      return out;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode out = Json.object();
    JsonNode reference = schema.path("$ref");
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      switch (entry.getKey()) {
        case "x-pointer", "x-always" -> {
          // how zeros are kept is nobody else's business
        }
        case "$ref" -> {
          if (!reference.isTextual()) {
            out.set("$ref", published(reference, needed));
          }
        }
        case "default", "enum", "example" -> out.set(entry.getKey(), entry.getValue());
        default -> out.set(entry.getKey(), published(entry.getValue(), needed));
      }
    }
    if (reference.isTextual()) {
      needed.add(reference.textValue());
      out.putArray("allOf").addObject().put("$ref", REFERENCE + reference.textValue());
    }
    return out;
  }

  private static void paths(ResourceType type, ObjectNode paths) {
    String collection =
        type.basePath() + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
    ObjectNode all = paths.putObject(collection);
    operation(type, all, "get", "list");
    operation(type, all, "post", "post", "dryRun", "fieldManager", "fieldValidation");
    operation(type, all, "delete", "deletecollection", "dryRun");
    ObjectNode one = paths.putObject(collection + "/{name}");
    operation(type, one, "get", "get");
    operation(type, one, "put", "put", "dryRun", "fieldManager", "fieldValidation");
    operation(type, one, "patch", "patch", "dryRun", "fieldManager", "fieldValidation", "force");
    operation(type, one, "delete", "delete", "dryRun");
    if (type.hasStatus()) {
      ObjectNode status = paths.putObject(collection + "/{name}/status");
      operation(type, status, "get", "get");
      operation(type, status, "put", "put", "dryRun", "fieldManager", "fieldValidation");
      operation(
          type, status, "patch", "patch", "dryRun", "fieldManager", "fieldValidation", "force");
    }
  }

  private static void operation(
      ResourceType type, ObjectNode path, String method, String action, String... parameters) {
    ObjectNode operation = path.putObject(method);
    ArrayNode list = operation.putArray("parameters");
    for (String parameter : parameters) {
      list.addObject()
          .put("name", parameter)
          .put("in", "query")
          .putObject("schema")
          .put("type", parameter.equals("force") ? "boolean" : "string");
    }
    operation
        .putObject("responses")
        .putObject("200")
        .put("description", "OK")
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", REFERENCE + name(type));
    operation.put("x-kubernetes-action", action);
    operation.set("x-kubernetes-group-version-kind", identity(type));
  }
}
