package dev.tenon.local.api.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.local.api.fields.Shape;
import dev.tenon.local.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The built-in kinds: enough for an operator and its users, no more. Their schemas are those of
 * Kubernetes 1.35 (api/openapi-spec), reduced to names, types and merge rules.
 */
public final class Builtins {
  /** The definition of {@code metadata}. */
  public static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

  private static final JsonNode DEFINITIONS = load();

  private Builtins() {}

  /** A definition that a schema refers to. */
  public static JsonNode definition(String name) {
    return DEFINITIONS.path(name);
  }

  /** All definitions, by name. */
  public static JsonNode definitions() {
    return DEFINITIONS;
  }

  static List<ResourceType> all() {
    List<ResourceType> out = new ArrayList<>();
    String core = "io.k8s.api.core.v1.";
    out.add(
        type(
            "",
            "v1",
            "namespaces",
            "Namespace",
            "ns",
            false,
            true,
            core + "Namespace",
            List.of(new Column("Status", "string", "", "The status of the namespace", 0, "")),
            List.of("status.phase", "name")));
    out.add(
        type(
            "",
            "v1",
            "configmaps",
            "ConfigMap",
            "cm",
            true,
            false,
            core + "ConfigMap",
            List.of(
                new Column("Data", "string", "", "Data contains the configuration data.", 0, "")),
            List.of()));
    out.add(
        type(
            "",
            "v1",
            "secrets",
            "Secret",
            "",
            true,
            false,
            core + "Secret",
            List.of(
                new Column(
                    "Type",
                    "string",
                    "",
                    "Used to facilitate programmatic handling of secret data.",
                    0,
                    ""),
                new Column("Data", "string", "", "The number of keys.", 0, "")),
            List.of("type")));
    List<String> eventFields =
        List.of(
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type");
    out.add(
        type(
            "",
            "v1",
            "events",
            "Event",
            "ev",
            true,
            false,
            core + "Event",
            eventColumns(),
            eventFields));
    List<String> regardingFields =
        List.of(
            "regarding.kind",
            "regarding.namespace",
            "regarding.name",
            "regarding.uid",
            "regarding.apiVersion",
            "regarding.resourceVersion",
            "regarding.fieldPath",
            "reason",
            "reportingController",
            "type");
    out.add(
        type(
            "events.k8s.io",
            "v1",
            "events",
            "Event",
            "ev",
            true,
            false,
            "io.k8s.api.events.v1.Event",
            eventColumns(),
            regardingFields));
    out.add(
        type(
            "coordination.k8s.io",
            "v1",
            "leases",
            "Lease",
            "",
            true,
            false,
            "io.k8s.api.coordination.v1.Lease",
            List.of(new Column("Holder", "string", "", "Who holds the lease.", 0, "")),
            List.of()));
    out.add(
        type(
            "apiextensions.k8s.io",
            "v1",
            "customresourcedefinitions",
            "CustomResourceDefinition",
            "crd,crds",
            false,
            true,
            "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition",
            List.of(
                new Column(
                    "Created At",
                    "date",
                    "",
                    "When it was created.",
                    0,
                    ".metadata.creationTimestamp")),
            List.of()));
    // kubectl cluster-info lists Services before it says where the API is
    out.add(
        type(
            "",
            "v1",
            "services",
            "Service",
            "svc",
            true,
            false,
            core + "Service",
            List.of(),
            List.of()));
    return out;
  }

  private static List<Column> eventColumns() {
    return List.of(
        new Column("Last Seen", "string", "", "Time when this event was last observed", 0, ""),
        new Column(
            "Type",
            "string",
            "",
            "Type of this event (Normal, Warning), new types could be added in the future",
            0,
            ""),
        new Column("Reason", "string", "", "Why it happened, in one word.", 0, ""),
        new Column("Object", "string", "", "The object that it is about.", 0, ""),
        new Column("Subobject", "string", "", "The part of the object.", 1, ""),
        new Column("Source", "string", "", "Who reports it.", 1, ""),
        new Column("Message", "string", "", "What happened.", 0, ""),
        new Column("First Seen", "string", "", "Time when this event was first observed", 1, ""),
        new Column("Count", "string", "", "Number of times this event was observed", 1, ""),
        new Column("Name", "string", "name", "Name must be unique within a namespace.", 1, ""));
  }

  private static ResourceType type(
      String group,
      String version,
      String plural,
      String kind,
      String shortNames,
      boolean namespaced,
      boolean status,
      String definition,
      List<Column> columns,
      List<String> selectable) {
    JsonNode schema = definition(definition);
    return new ResourceType(
        new GroupResource(group, plural),
        version,
        new ResourceType.Names(
            kind,
            kind + "List",
            kind.toLowerCase(java.util.Locale.ROOT),
            shortNames.isEmpty() ? List.of() : List.of(shortNames.split(",")),
            plural.equals("customresourcedefinitions") ? List.of("api-extensions") : List.of()),
        namespaced,
        status,
        columns,
        selectable,
        schema,
        new Once<>(() -> Shape.of(schema, Builtins::definition)),
        Optional::empty,
        false,
        verbs(kind),
        version,
        "");
  }

  private static List<String> verbs(String kind) {
    return switch (kind) {
      case "Namespace" -> List.of("create", "delete", "get", "list", "patch", "update", "watch");
      case "Service" -> List.of("get", "list", "watch");
      default -> ResourceType.ALL_VERBS;
    };
  }

  private static JsonNode load() {
    try (InputStream in =
        Builtins.class.getResourceAsStream("/dev/tenon/local/api/builtins.json")) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
