package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.engine.schema.StructuralSchema;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Builtins;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import dev.tenon.local.api.validation.MetadataRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The rules of a kind that a CustomResourceDefinition declares: its schema, and little else. */
final class CustomRules implements KindRules {
  private final ResourceType type;
  private final MetadataRules metadata;

  CustomRules(ResourceType type) {
    this.type = type;
    this.metadata = new MetadataRules(type.namespaced(), this::checkName);
  }

  @Override
  public List<String> read(ObjectNode object) {
    List<String> flaws = new ArrayList<>();
    if (object.path("metadata") instanceof ObjectNode meta) {
      List<String> unknown =
          BuiltinForm.read("ObjectMeta", Builtins.definition(Builtins.OBJECT_META), meta);
      unknown.forEach(flaw -> flaws.add(flaw.replaceFirst("\"", "\"metadata.")));
    }
    Optional<StructuralSchema> schema = type.structural();
    if (schema.isPresent()) {
      schema
          .get()
          .unknownFields(object)
          .forEach(path -> flaws.add("unknown field " + GoText.quote(path)));
      schema.get().prune(object);
      schema.get().applyDefaults(object);
    }
    return flaws;
  }

  @Override
  public void prepareCreate(ObjectNode object) {
    if (type.hasStatus()) {
      object.remove("status");
      // what the schema defaults in status is there from the first read on
      type.structural().ifPresent(schema -> schema.applyDefaults(object));
    }
    Json.metadata(object).put("generation", 1);
  }

  @Override
  public void prepareUpdate(ObjectNode object, ObjectNode old, String subresource) {
    if (subresource.equals("status")) {
      JsonNode status = object.get("status");
      JsonNode owners = object.path("metadata").get("managedFields");
      JsonNode version = object.path("metadata").get("resourceVersion");
      object.removeAll();
      object.setAll((ObjectNode) old.deepCopy());
      ObjectNode meta = Json.metadata(object);
      if (owners == null) {
        meta.remove("managedFields");
      } else {
        meta.set("managedFields", owners);
      }
      if (version != null) {
        meta.set("resourceVersion", version);
      }
      if (status == null) {
        object.remove("status");
      } else {
        object.set("status", status);
      }
      return;
    }
    if (type.hasStatus()) {
      BuiltinRules.restore(object, old, "status");
    }
    if (!Json.same(content(object), content(old))) {
      Json.metadata(object).put("generation", old.path("metadata").path("generation").asLong() + 1);
    }
  }

  private static ObjectNode content(ObjectNode object) {
    ObjectNode out = Json.object();
    object
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("metadata")) {
                out.set(entry.getKey(), entry.getValue());
              }
            });
    return out;
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>(header(object));
    out.addAll(metadata.check(object));
    type.structural().ifPresent(schema -> out.addAll(schema.validate(object, Optional.empty())));
    return out;
  }

  @Override
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource) {
    List<FieldError> out = new ArrayList<>(header(object));
    out.addAll(metadata.checkUpdate(object, old));
    type.structural().ifPresent(schema -> out.addAll(schema.validate(object, Optional.of(old))));
    return subresource.equals("status") ? out.stream().map(CustomRules::inStatus).toList() : out;
  }

  /**
   * The schema of a status is checked by itself, so its messages begin below it; the paths do not.
   */
  private static FieldError inStatus(FieldError error) {
    String field = error.field();
    if (!field.startsWith("status.")) {
      return error;
    }
    String detail = error.detail().replace(field + " in body", field.substring(7) + " in body");
    return new FieldError(error.type(), field, error.badValue(), detail);
  }

  private List<FieldError> header(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    String kind = Json.string(object, "kind");
    if (!kind.equals(type.kind())) {
      out.add(Errors.invalid("kind", kind, "must be " + type.kind()));
    }
    String version = Json.string(object, "apiVersion");
    if (!version.equals(type.apiVersion())) {
      out.add(Errors.invalid("apiVersion", version, "must be " + type.apiVersion()));
    }
    return out;
  }

  @Override
  public List<String> checkName(String name) {
    return ObjectNames.dns1123Subdomain(name);
  }

  @Override
  public List<String> warnings(ObjectNode object, Optional<ObjectNode> old) {
    TreeSet<String> added = new TreeSet<>(Json.strings(object.path("metadata").path("finalizers")));
    old.ifPresent(
        before -> added.removeAll(Json.strings(before.path("metadata").path("finalizers"))));
    List<String> out = new ArrayList<>();
    for (String finalizer : added) {
      boolean standard =
          finalizer.equals("orphan")
              || finalizer.equals("foregroundDeletion")
              || finalizer.equals("kubernetes");
      if (!finalizer.contains("/") && !standard) {
        out.add(
            "metadata.finalizers: "
                + GoText.quote(finalizer)
                + ": prefer a domain-qualified finalizer name "
                + (finalizer.contains(".") ? "including a path (/) " : "")
                + "to avoid accidental conflicts with other finalizer writers");
      }
    }
    return out;
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }
}
