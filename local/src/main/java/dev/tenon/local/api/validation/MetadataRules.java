package dev.tenon.local.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What holds for the metadata of every object (k8s.io/apimachinery, api/validation). */
public final class MetadataRules {
  private static final long ANNOTATIONS = 256 * 1024;
  private static final List<String> EVENT =
      List.of("/v1, Kind=Event", "events.k8s.io/v1, Kind=Event");

  private final boolean namespaced;
  private final Function<String, List<String>> nameRule;

  /**
   * The rules of one kind.
   *
   * @param namespaced whether its objects live in namespaces
   * @param nameRule what is wrong with a name
   */
  public MetadataRules(boolean namespaced, Function<String, List<String>> nameRule) {
    this.namespaced = namespaced;
    this.nameRule = nameRule;
  }

  /** What is wrong with the metadata by itself. */
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    JsonNode metadata = object.path("metadata");
    String generateName = Json.meta(object, "generateName");
    if (!generateName.isEmpty()) {
      String example =
          generateName.replaceFirst("-+$", "") + (generateName.endsWith("-") ? "-a" : "");
      nameRule
          .apply(generateName.endsWith("-") ? example : generateName)
          .forEach(
              complaint ->
                  out.add(Errors.invalid("metadata.generateName", generateName, complaint)));
    }
    String name = Json.meta(object, "name");
    if (name.isEmpty()) {
      out.add(Errors.required("metadata.name", "name or generateName is required"));
    } else {
      nameRule.apply(name).forEach(c -> out.add(Errors.invalid("metadata.name", name, c)));
    }
    String namespace = Json.meta(object, "namespace");
    if (namespaced) {
      if (namespace.isEmpty()) {
        out.add(Errors.required("metadata.namespace", ""));
      } else {
        ObjectNames.dns1123Label(namespace)
            .forEach(c -> out.add(Errors.invalid("metadata.namespace", namespace, c)));
      }
    } else if (!namespace.isEmpty()) {
      out.add(Errors.forbidden("metadata.namespace", "not allowed on this type"));
    }
    if (metadata.path("generation").asLong() < 0) {
      out.add(
          Errors.invalid(
              "metadata.generation",
              metadata.path("generation"),
              "must be greater than or equal to 0"));
    }
    labels(metadata, out);
    annotations(metadata, out);
    owners(metadata, out);
    finalizers(metadata, out);
    managedFields(metadata, out);
    return out;
  }

  /** What an update may not do to the metadata; the new object has been checked by itself. */
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old) {
    List<FieldError> out = new ArrayList<>();
    JsonNode next = object.path("metadata");
    JsonNode before = old.path("metadata");
    if (Json.isDeleting(old)) {
      TreeSet<String> added = new TreeSet<>(Json.strings(next.path("finalizers")));
      added.removeAll(Json.strings(before.path("finalizers")));
      if (!added.isEmpty()) {
        out.add(
            Errors.forbidden(
                "metadata.finalizers",
                "no new finalizers can be added if the object is being deleted, found new"
                    + " finalizers []string{"
                    + added.stream().map(GoText::quote).collect(Collectors.joining(", "))
                    + "}"));
      }
    }
    if (Json.meta(object, "resourceVersion").isEmpty()) {
      out.add(Errors.invalid("metadata.resourceVersion", "", "must be specified for an update"));
    }
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds")) {
      JsonNode now = present(next.path(field));
      if (!Json.same(now, present(before.path(field)))) {
        out.add(
            Errors.invalid(
                "metadata." + field,
                now.isMissingNode() ? NullNode.getInstance() : now,
                "field is immutable"));
      }
    }
    labels(next, out);
    annotations(next, out);
    owners(next, out);
    managedFields(next, out);
    return out;
  }

  private static JsonNode present(JsonNode value) {
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private static void labels(JsonNode metadata, List<FieldError> out) {
    Json.stringMap(metadata.path("labels"))
        .forEach(
            (key, value) -> {
              ObjectNames.qualifiedName(key)
                  .forEach(c -> out.add(Errors.invalid("metadata.labels", key, c)));
              ObjectNames.labelValue(value)
                  .forEach(c -> out.add(Errors.invalid("metadata.labels", value, c)));
            });
  }

  private static void annotations(JsonNode metadata, List<FieldError> out) {
    long size = 0;
    for (Map.Entry<String, String> entry :
        Json.stringMap(metadata.path("annotations")).entrySet()) {
      ObjectNames.qualifiedName(entry.getKey().toLowerCase(Locale.ROOT))
          .forEach(c -> out.add(Errors.invalid("metadata.annotations", entry.getKey(), c)));
      size += bytes(entry.getKey()) + bytes(entry.getValue());
    }
    if (size > ANNOTATIONS) {
      out.add(Errors.tooLong("metadata.annotations", ANNOTATIONS));
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void owners(JsonNode metadata, List<FieldError> out) {
    String at = "metadata.ownerReferences";
    JsonNode references = metadata.path("ownerReferences");
    String controller = "";
    for (JsonNode reference : references) {
      String apiVersion = Json.string(reference, "apiVersion");
      if (apiVersion.isEmpty() || apiVersion.endsWith("/")) {
        out.add(Errors.invalid(at + ".apiVersion", apiVersion, "version must not be empty"));
      }
      for (String field : List.of("kind", "name", "uid")) {
        if (Json.string(reference, field).isEmpty()) {
          out.add(Errors.invalid(at + "." + field, "", "must not be empty"));
        }
      }
      String kind = Json.string(reference, "kind");
      String full = (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind;
      if (EVENT.contains(full)) {
        out.add(Errors.invalid(at, reference, full + " is disallowed from being an owner"));
      }
      if (reference.path("controller").asBoolean()) {
        String one = kind + "/" + Json.string(reference, "name");
        if (controller.isEmpty()) {
          controller = one;
        } else {
          out.add(
              Errors.invalid(
                  at,
                  references,
                  "Only one reference can have Controller set to true. Found \"true\" in references"
                      + " for "
                      + controller
                      + " and "
                      + one));
        }
      }
    }
  }

  private static void finalizers(JsonNode metadata, List<FieldError> out) {
    List<String> finalizers = Json.strings(metadata.path("finalizers"));
    for (String finalizer : finalizers) {
      ObjectNames.qualifiedName(finalizer)
          .forEach(c -> out.add(Errors.invalid("metadata.finalizers", finalizer, c)));
    }
    if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
      out.add(
          Errors.invalid(
              "metadata.finalizers",
              metadata.path("finalizers"),
              "finalizer orphan and foregroundDeletion cannot be both set"));
    }
  }

  private static void managedFields(JsonNode metadata, List<FieldError> out) {
    int i = 0;
    for (JsonNode entry : metadata.path("managedFields")) {
      String at = "metadata.managedFields[" + i++ + "]";
      String operation = Json.string(entry, "operation");
      if (!operation.equals("Apply") && !operation.equals("Update")) {
        out.add(Errors.invalid(at + ".operation", operation, "must be `Apply` or `Update`"));
      }
      String type = Json.string(entry, "fieldsType");
      if (!type.isEmpty() && !type.equals("FieldsV1")) {
        out.add(Errors.invalid(at + ".fieldsType", type, "must be `FieldsV1`"));
      }
    }
  }
}
