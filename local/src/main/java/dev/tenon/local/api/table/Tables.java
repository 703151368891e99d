package dev.tenon.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Column;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a {@code meta.k8s.io/v1} Table of objects of one kind. */
public final class Tables {
  private static final String NAME =
      "Name must be unique within a namespace. Is required when creating resources, although some"
          + " resources may allow a client to request the generation of an appropriate name"
          + " automatically.";
  private static final String AGE =
      "CreationTimestamp is the time at which the object was created, in RFC 3339 and UTC.";

  private final ResourceType type;
  private final String includeObject;
  private final Instant now;
  private final List<Column> columns;
  private final List<Optional<ColumnPath>> paths = new ArrayList<>();

  /**
   * Tables of one kind.
   *
   * @param includeObject what each row carries of its object: {@code None}, {@code Metadata} (also
   *     for the empty string) or {@code Object}
   * @param now what ages are counted to
   */
  public Tables(ResourceType type, String includeObject, Instant now) {
    if (!List.of("", "None", "Metadata", "Object").contains(includeObject)) {
      throw Failures.invalid(
          "meta.k8s.io",
          "TableOptions",
          "",
          List.of(
              Errors.invalid(
                  "includeObject",
                  includeObject,
                  "must be 'Metadata', 'Object', 'None', or empty")));
    }
    this.type = type;
    this.includeObject = includeObject;
    this.now = now;
    this.columns = columns(type);
    columns.forEach(column -> paths.add(ColumnPath.parse(column.jsonPath())));
  }

  private static List<Column> columns(ResourceType type) {
    Column name = new Column("Name", "string", "name", NAME, 0, ".metadata.name");
    Column age =
        new Column(
            "Age", type.custom() ? "date" : "string", "", AGE, 0, ".metadata.creationTimestamp");
    List<Column> out = new ArrayList<>();
    if (!type.is("Event")) {
      out.add(name);
    }
    out.addAll(type.columns());
    boolean implied =
        type.custom()
            ? type.columns().isEmpty()
            : !type.is("Event") && !type.is("CustomResourceDefinition");
    if (implied) {
      out.add(age);
    }
    return out;
  }

  /** A table of a List of the kind. */
  public ObjectNode ofList(ObjectNode list) {
    ObjectNode table = empty();
    table.set("metadata", list.path("metadata"));
    ArrayNode rows = (ArrayNode) table.get("rows");
    list.path("items").forEach(item -> rows.add(row((ObjectNode) item)));
    return table;
  }

  /** A table of one object. */
  public ObjectNode ofObject(ObjectNode object) {
    ObjectNode table = empty();
    table.putObject("metadata").put("resourceVersion", Json.meta(object, "resourceVersion"));
    ((ArrayNode) table.get("rows")).add(row(object));
    return table;
  }

  private ObjectNode empty() {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata");
    ArrayNode definitions = table.putArray("columnDefinitions");
    for (Column column : columns) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.description())
          .put("priority", column.priority());
    }
    table.putArray("rows");
    return table;
  }

  private ObjectNode row(ObjectNode object) {
    ObjectNode row = Json.object();
    ArrayNode cells = row.putArray("cells");
    if (type.custom() || type.is("CustomResourceDefinition")) {
      for (int i = 0; i < columns.size(); i++) {
        cells.add(custom(columns.get(i), paths.get(i), object));
      }
    } else {
      builtin(object, cells);
    }
    switch (includeObject) {
      case "None" -> row.putNull("object");
      case "Object" -> row.set("object", object);
      default -> row.set("object", partial(object));
    }
    return row;
  }

  /** Just the metadata of an object. */
  public static ObjectNode partial(ObjectNode object) {
    ObjectNode out =
        Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    out.set("metadata", object.path("metadata"));
    return out;
  }

  private JsonNode custom(Column column, Optional<ColumnPath> path, ObjectNode object) {
    List<JsonNode> found = path.map(p -> p.find(object)).orElse(List.of());
    JsonNode none = object.nullNode();
    if (found.isEmpty()) {
      return none;
    }
    JsonNode value = found.get(0);
    return switch (column.type()) {
      case "string" -> object.textNode(ColumnPath.shown(value));
      case "integer" -> value.isNumber() ? object.numberNode(value.longValue()) : none;
      case "number" -> value.isNumber() ? object.numberNode(value.doubleValue()) : none;
      case "boolean" -> value.isBoolean() ? value : none;
      case "date" -> {
        if (!value.isTextual()) {
          yield none;
        }
        yield object.textNode(
            type.custom() ? HumanDuration.since(value.textValue(), now) : value.textValue());
      }
      default -> none;
    };
  }

  private void builtin(ObjectNode object, ArrayNode cells) {
    if (type.is("Event")) {
      event(object, cells);
      return;
    }
    cells.add(Json.meta(object, "name"));
    switch (type.kind()) {
      case "Namespace" -> cells.add(Json.string(object.path("status"), "phase"));
      case "ConfigMap" ->
          cells.add(ColumnPath.size(object, "data") + ColumnPath.size(object, "binaryData"));
      case "Secret" -> cells.add(Json.string(object, "type")).add(ColumnPath.size(object, "data"));
      case "Lease" -> cells.add(Json.string(object.path("spec"), "holderIdentity"));
      default -> {
        // nothing but name and age
      }
    }
    cells.add(HumanDuration.since(Json.meta(object, "creationTimestamp"), now));
  }

  private void event(ObjectNode event, ArrayNode cells) {
    boolean modern = event.has("regarding");
    JsonNode about = event.path(modern ? "regarding" : "involvedObject");
    JsonNode source = event.path(modern ? "deprecatedSource" : "source");
    String first = Json.string(event, modern ? "deprecatedFirstTimestamp" : "firstTimestamp");
    String since =
        HumanDuration.since(first.isEmpty() ? Json.string(event, "eventTime") : first, now);
    String last = Json.string(event, modern ? "deprecatedLastTimestamp" : "lastTimestamp");
    String seen = last.isEmpty() ? since : HumanDuration.since(last, now);
    long count = event.path(modern ? "deprecatedCount" : "count").asLong();
    if (event.path("series").isObject()) {
      seen = HumanDuration.since(Json.string(event.path("series"), "lastObservedTime"), now);
      count = event.path("series").path("count").asLong();
    } else if (count == 0) {
      count = 1;
    }
    String kind = Json.string(about, "kind").toLowerCase(Locale.ROOT);
    String name = Json.string(about, "name");
    String component = Json.string(source, "component");
    String reporter =
        component.isEmpty()
            ? Json.string(event, modern ? "reportingController" : "reportingComponent")
            : component;
    String host = Json.string(source, "host");
    String instance = host.isEmpty() ? Json.string(event, "reportingInstance") : host;
    cells
        .add(seen)
        .add(Json.string(event, "type"))
        .add(Json.string(event, "reason"))
        .add(name.isEmpty() ? kind : kind + "/" + name)
        .add(Json.string(about, "fieldPath"))
        .add(instance.isEmpty() ? reporter : reporter + ", " + instance)
        .add(Json.string(event, modern ? "note" : "message").trim())
        .add(since)
        .add(count)
        .add(Json.meta(event, "name"));
  }
}
