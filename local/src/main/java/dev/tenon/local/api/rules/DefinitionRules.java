package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.engine.schema.StructuralRules;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** CustomResourceDefinitions: what they must say before their kind can be served. */
final class DefinitionRules extends BuiltinRules {
  DefinitionRules(ResourceType type) {
    super(type);
  }

  @Override
  public List<String> read(ObjectNode object) {
    List<String> flaws = super.read(object);
    if (object.path("spec").path("names") instanceof ObjectNode names) {
      String kind = Json.string(names, "kind");
      if (Json.string(names, "singular").isEmpty() && !kind.isEmpty()) {
        names.put("singular", kind.toLowerCase(Locale.ROOT));
      }
      if (Json.string(names, "listKind").isEmpty() && !kind.isEmpty()) {
        names.put("listKind", kind + "List");
      }
    }
    if (object.path("spec") instanceof ObjectNode spec && !spec.has("conversion")) {
      spec.putObject("conversion").put("strategy", "None");
    }
    return flaws;
  }

  @Override
  public void prepareCreate(ObjectNode object) {
    ObjectNode status = object.putObject("status");
    status.putNull("conditions");
    status.putObject("acceptedNames").put("plural", "").put("kind", "");
    status.putArray("storedVersions");
    Json.metadata(object).put("generation", 1);
    storeVersion(object);
  }

  private static void storeVersion(ObjectNode object) {
    ArrayNode stored = object.withObject("/status").withArray("/storedVersions");
    for (JsonNode version : object.path("spec").path("versions")) {
      String name = Json.string(version, "name");
      if (version.path("storage").asBoolean() && !Json.strings(stored).contains(name)) {
        stored.add(name);
      }
    }
  }

  @Override
  public void prepareUpdate(ObjectNode object, ObjectNode old, String subresource) {
    if (subresource.equals("status")) {
      JsonNode owners = object.path("metadata").get("managedFields");
      JsonNode version = object.path("metadata").get("resourceVersion");
      restore(object, old, "spec");
      restore(object, old, "metadata");
      if (owners != null) {
        Json.metadata(object).set("managedFields", owners);
      }
      if (version != null) {
        Json.metadata(object).set("resourceVersion", version);
      }
      return;
    }
    restore(object, old, "status");
    countGeneration(object, old, "spec");
    storeVersion(object);
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    JsonNode spec = object.path("spec");
    String group = Json.string(spec, "group");
    String plural = Json.string(spec.path("names"), "plural");
    String name = Json.meta(object, "name");
    if (!name.isEmpty() && !name.equals(plural + "." + group)) {
      out.add(Errors.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
    }
    if (group.isEmpty()) {
      out.add(Errors.required("spec.group", ""));
    } else {
      ObjectNames.dns1123Subdomain(group)
          .forEach(c -> out.add(Errors.invalid("spec.group", group, c)));
      if (!group.contains(".")) {
        out.add(Errors.invalid("spec.group", group, "should be a domain with at least one dot"));
      }
    }
    String scope = Json.string(spec, "scope");
    if (scope.isEmpty()) {
      out.add(Errors.required("spec.scope", ""));
    } else if (!scope.equals("Cluster") && !scope.equals("Namespaced")) {
      out.add(
          Errors.notSupported(
              "spec.scope", TextNode.valueOf(scope), List.of("Cluster", "Namespaced")));
    }
    versions(spec, out);
    names(spec.path("names"), out);
    conversion(spec, out);
    approval(object, group, out);
    return out;
  }

  private static void versions(JsonNode spec, List<FieldError> out) {
    Set<String> seen = new HashSet<>();
    int stored = 0;
    int i = 0;
    for (JsonNode version : spec.path("versions")) {
      String at = "spec.versions[" + i++ + "]";
      String name = Json.string(version, "name");
      ObjectNames.dns1035Label(name).forEach(c -> out.add(Errors.invalid(at + ".name", name, c)));
      if (!seen.add(name)) {
        out.add(
            Errors.invalid(
                "spec.versions", spec.path("versions"), "must contain unique version names"));
      }
      stored += version.path("storage").asBoolean() ? 1 : 0;
      JsonNode schema = version.path("schema").path("openAPIV3Schema");
      if (schema.isObject()) {
        out.addAll(StructuralRules.check(schema, FieldPath.of(at + ".schema.openAPIV3Schema")));
      } else {
        out.add(Errors.required(at + ".schema.openAPIV3Schema", ""));
      }
      columns(version, at, out);
    }
    if (stored != 1) {
      out.add(
          Errors.invalid(
              "spec.versions",
              spec.path("versions"),
              "must have exactly one version marked as storage version"));
    }
    if (i == 0) {
      out.add(Errors.invalid("status.storedVersions", "", "must have at least one stored version"));
    }
  }

  private static void columns(JsonNode version, String at, List<FieldError> out) {
    List<String> types = List.of("boolean", "date", "integer", "number", "string");
    int i = 0;
    for (JsonNode column : version.path("additionalPrinterColumns")) {
      String here = at + ".additionalPrinterColumns[" + i++ + "]";
      if (Json.string(column, "name").isEmpty()) {
        out.add(Errors.required(here + ".name", ""));
      }
      String type = Json.string(column, "type");
      if (type.isEmpty()) {
        out.add(
            Errors.required(here + ".type", "must be one of boolean,date,integer,number,string"));
      } else if (!types.contains(type)) {
        out.add(
            Errors.invalid(
                here + ".type", type, "must be one of boolean,date,integer,number,string"));
      }
      if (Json.string(column, "jsonPath").isEmpty()) {
        out.add(Errors.required(here + ".JSONPath", ""));
      }
    }
  }

  private static void names(JsonNode names, List<FieldError> out) {
    for (String field : List.of("plural", "singular", "kind", "listKind")) {
      String value = Json.string(names, field);
      if (value.isEmpty()) {
        out.add(Errors.required("spec.names." + field, ""));
      } else {
        ObjectNames.dns1035Label(value.toLowerCase(Locale.ROOT))
            .forEach(
                c ->
                    out.add(
                        Errors.invalid(
                            "spec.names." + field,
                            value,
                            field.toLowerCase(Locale.ROOT).contains("kind")
                                ? "may have mixed case, but should otherwise match: " + c
                                : c)));
      }
    }
    for (String field : List.of("shortNames", "categories")) {
      int i = 0;
      for (String value : Json.strings(names.path(field))) {
        String at = "spec.names." + field + "[" + i++ + "]";
        ObjectNames.dns1035Label(value).forEach(c -> out.add(Errors.invalid(at, value, c)));
      }
    }
    String kind = Json.string(names, "kind");
    if (!kind.isEmpty() && kind.equals(Json.string(names, "listKind"))) {
      out.add(Errors.invalid("spec.names.listKind", kind, "kind and listKind may not be the same"));
    }
  }

  private static void conversion(JsonNode spec, List<FieldError> out) {
    String strategy = Json.string(spec.path("conversion"), "strategy");
    if (strategy.equals("Webhook")) {
      out.add(
          Errors.invalid(
              "spec.conversion.strategy",
              strategy,
              "this API calls no webhooks; use None, or a cluster"));
    } else if (!strategy.equals("None")) {
      out.add(
          Errors.notSupported(
              "spec.conversion.strategy", TextNode.valueOf(strategy), List.of("None", "Webhook")));
    }
  }

  private static void approval(ObjectNode object, String group, List<FieldError> out) {
    boolean guarded = group.endsWith(".k8s.io") || group.endsWith(".kubernetes.io");
    String key = "api-approved.kubernetes.io";
    if (guarded && !object.path("metadata").path("annotations").has(key)) {
      out.add(
          Errors.required(
              "metadata.annotations[" + key + "]",
              "protected groups must have approval annotation \"api-approved.kubernetes.io\", see"
                  + " https://github.com/kubernetes/enhancements/pull/1111"));
    }
  }

  @Override
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource) {
    JsonNode now = object.path("spec");
    JsonNode before = old.path("spec");
    // applied again and again at every start: what is unchanged was checked when it came
    List<FieldError> out = new ArrayList<>(Json.same(now, before) ? List.of() : check(object));
    immutable("spec.group", now.path("group"), before.path("group"), out);
    immutable("spec.scope", now.path("scope"), before.path("scope"), out);
    for (String field : List.of("kind", "plural")) {
      immutable(
          "spec.names." + field,
          now.path("names").path(field),
          before.path("names").path(field),
          out);
    }
    Set<String> versions = new HashSet<>();
    now.path("versions").forEach(version -> versions.add(Json.string(version, "name")));
    int i = 0;
    for (String stored : Json.strings(object.path("status").path("storedVersions"))) {
      if (!versions.contains(stored)) {
        out.add(
            Errors.invalid(
                "status.storedVersions[" + i + "]",
                stored,
                "missing from spec.versions; "
                    + stored
                    + " was previously a storage version, and must remain in spec.versions until a"
                    + " storage migration ensures no data remains persisted in "
                    + stored
                    + " and removes "
                    + stored
                    + " from status.storedVersions"));
      }
      i++;
    }
    return out;
  }

  private static void immutable(String at, JsonNode now, JsonNode before, List<FieldError> out) {
    if (!now.equals(before)) {
      out.add(Errors.invalid(at, now, "field is immutable"));
    }
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }
}
