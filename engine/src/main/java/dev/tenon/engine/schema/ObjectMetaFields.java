package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.golang.GoTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields of Kubernetes' ObjectMeta with their types: what of a {@code metadata} is unknown, and
 * what cannot be decoded, in the words of the decoder.
 */
final class ObjectMetaFields {
  /** A type of Go that JSON is decoded into. */
  private enum Kind {
    STRING("string"),
    INT64("int64"),
    BOOL("bool"),
    TIME(""),
    STRING_MAP("map[string]string"),
    STRING_LIST("[]string"),
    OWNER_LIST("[]v1.OwnerReference"),
    MANAGED_LIST("[]v1.ManagedFieldsEntry"),
    ANYTHING("");

    private final String goType;

    Kind(String goType) {
      this.goType = goType;
    }
  }

  private static final Map<String, Kind> META = new LinkedHashMap<>();
  private static final Map<String, Kind> OWNER = new LinkedHashMap<>();
  private static final Map<String, Kind> MANAGED = new LinkedHashMap<>();

  static {
    for (String name :
        List.of("name", "generateName", "namespace", "selfLink", "uid", "resourceVersion")) {
      META.put(name, Kind.STRING);
    }
    META.put("generation", Kind.INT64);
    META.put("creationTimestamp", Kind.TIME);
    META.put("deletionTimestamp", Kind.TIME);
    META.put("deletionGracePeriodSeconds", Kind.INT64);
    META.put("labels", Kind.STRING_MAP);
    META.put("annotations", Kind.STRING_MAP);
    META.put("ownerReferences", Kind.OWNER_LIST);
    META.put("finalizers", Kind.STRING_LIST);
    META.put("managedFields", Kind.MANAGED_LIST);
    for (String name : List.of("apiVersion", "kind", "name", "uid")) {
      OWNER.put(name, Kind.STRING);
    }
    OWNER.put("controller", Kind.BOOL);
    OWNER.put("blockOwnerDeletion", Kind.BOOL);
    for (String name : List.of("manager", "operation", "apiVersion", "fieldsType", "subresource")) {
      MANAGED.put(name, Kind.STRING);
    }
    MANAGED.put("time", Kind.TIME);
    MANAGED.put("fieldsV1", Kind.ANYTHING);
  }

  private final List<String> unknown = new ArrayList<>();
  private Optional<String> malformed = Optional.empty();

  private ObjectMetaFields() {}

  /** The paths of the fields that ObjectMeta does not have, by their names. */
  static List<String> unknown(JsonNode metadata, FieldPath at) {
    ObjectMetaFields fields = read(metadata, at);
    // what cannot be decoded is refused as a whole
    return fields.malformed.isPresent() ? List.of() : fields.unknown;
  }

  /** Why the metadata cannot be decoded; empty where it can. */
  static Optional<String> malformed(JsonNode metadata) {
    return read(metadata, FieldPath.root()).malformed;
  }

  /**
   * Removes what ObjectMeta does not have, and what it leaves out when it is written: empty texts,
   * maps and lists.
   */
  static void prune(ObjectNode metadata) {
    keep(metadata, META);
    metadata.path("ownerReferences").forEach(owner -> keep(owner, OWNER));
    metadata.path("managedFields").forEach(entry -> keep(entry, MANAGED));
    List<String> empty = new ArrayList<>();
    metadata
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode value = entry.getValue();
              boolean nothing =
                  value.isNull()
                      || (value.isContainerNode() && value.isEmpty())
                      || (value.isTextual() && value.textValue().isEmpty())
                      || (entry.getKey().equals("generation") && value.asLong() == 0);
              if (nothing) {
                empty.add(entry.getKey());
              }
            });
    metadata.remove(empty);
  }

  private static void keep(JsonNode value, Map<String, Kind> known) {
    if (value instanceof ObjectNode object) {
      object.retain(known.keySet());
    }
  }

  private static ObjectMetaFields read(JsonNode metadata, FieldPath at) {
    ObjectMetaFields fields = new ObjectMetaFields();
    if (metadata.isObject()) {
      fields.readStruct(metadata, META, "ObjectMeta.", at);
    } else if (!metadata.isNull()) {
      fields.malformed =
          Optional.of(
              "json: cannot unmarshal "
                  + jsonName(metadata, "")
                  + " into Go value of type v1.ObjectMeta");
    }
    return fields;
  }

  private void readStruct(JsonNode object, Map<String, Kind> known, String goPath, FieldPath at) {
    // the decoder gets the metadata with its keys sorted
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    object.fields().forEachRemaining(entry -> fields.put(entry.getKey(), entry.getValue()));
    fields.forEach(
        (name, value) -> {
          Kind kind = known.get(name);
          if (kind == null) {
            unknown.add(at.child(name).toString());
          } else {
            readValue(value, kind, goPath + name, at.child(name));
          }
        });
  }

  private void readValue(JsonNode value, Kind kind, String goPath, FieldPath at) {
    GoKind found = GoKind.of(value);
    if (found == GoKind.NULL) {
      return;
    }
    switch (kind) {
      case STRING -> expect(found == GoKind.STRING, value, kind.goType, goPath);
      case INT64 -> expect(found == GoKind.INT, value, kind.goType, goPath);
      case BOOL -> expect(found == GoKind.BOOL, value, kind.goType, goPath);
      case TIME -> readTime(value, found, goPath);
      case STRING_MAP -> {
        if (expect(found == GoKind.MAP, value, kind.goType, goPath)) {
          value.elements().forEachRemaining(item -> readValue(item, Kind.STRING, goPath, at));
        }
      }
      case STRING_LIST -> {
        if (expect(found == GoKind.LIST, value, kind.goType, goPath)) {
          value.forEach(item -> readValue(item, Kind.STRING, goPath, at));
        }
      }
      case OWNER_LIST -> readList(value, found, kind, OWNER, "v1.OwnerReference", goPath, at);
      case MANAGED_LIST ->
          readList(value, found, kind, MANAGED, "v1.ManagedFieldsEntry", goPath, at);
      case ANYTHING -> {}
    }
  }

  private void readList(
      JsonNode value,
      GoKind found,
      Kind kind,
      Map<String, Kind> known,
      String itemType,
      String goPath,
      FieldPath at) {
    if (!expect(found == GoKind.LIST, value, kind.goType, goPath)) {
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      if (item.isObject()) {
        readStruct(item, known, goPath + ".", at.index(i));
      } else if (!item.isNull()) {
        expect(false, item, itemType, goPath);
      }
    }
  }

  private void readTime(JsonNode value, GoKind found, String goPath) {
    if (!expect(found == GoKind.STRING, value, "string", goPath)) {
      return;
    }
    try {
      GoTime.parseRfc3339(value.textValue());
    } catch (IllegalArgumentException e) {
      note(e.getMessage());
    }
  }

  private boolean expect(boolean fits, JsonNode value, String goType, String goPath) {
    if (!fits) {
      note(
          "json: cannot unmarshal "
              + jsonName(value, goType)
              + " into Go struct field "
              + goPath
              + " of type "
              + goType);
    }
    return fits;
  }

  /** The first counts. */
  private void note(String why) {
    malformed = malformed.isPresent() ? malformed : Optional.of(why);
  }

  private static String jsonName(JsonNode value, String goType) {
    return switch (GoKind.of(value)) {
      case NULL -> "null";
      case BOOL -> "bool";
      case INT -> "number";
      case FLOAT -> goType.equals(Kind.INT64.goType) ? "number " + GoText.json(value) : "number";
      case STRING -> "string";
      case LIST -> "array";
      case MAP -> "object";
    };
  }
}
