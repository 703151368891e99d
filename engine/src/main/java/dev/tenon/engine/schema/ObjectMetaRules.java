package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rules for {@code metadata}: names, labels, annotations, owners and finalizers, as {@code
 * apimachinery}'s {@code api/validation} has them.
 */
public final class ObjectMetaRules {
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

  /** What is wrong with a name. */
  @FunctionalInterface
  interface NameRule {
    List<String> check(String name);
  }

  private final boolean namespaced;
  private final NameRule nameRule;
  private final UnaryOperator<String> prefix;
  private final FieldPath at;
  private final List<FieldError> errors = new ArrayList<>();

  private ObjectMetaRules(
      boolean namespaced, NameRule nameRule, UnaryOperator<String> prefix, FieldPath at) {
    this.namespaced = namespaced;
    this.nameRule = nameRule;
    this.prefix = prefix;
    this.at = at;
  }

  /**
   * What is wrong with the metadata of a custom resource that is created, whose name has been
   * generated where it is to be.
   *
   * @param namespaced whether its kind lives in namespaces
   */
  public static List<FieldError> check(JsonNode metadata, boolean namespaced) {
    ObjectMetaRules rules =
        new ObjectMetaRules(
            namespaced,
            ObjectNames::dns1123Subdomain,
            ObjectNames::asPrefix,
            FieldPath.of("metadata"));
    return rules.check(metadata);
  }

  /** What is wrong with the metadata of a resource inside of another one. */
  static List<FieldError> checkEmbedded(JsonNode metadata, FieldPath at) {
    ObjectMetaRules rules =
        new ObjectMetaRules(
            !text(metadata, "namespace").isEmpty(), ObjectMetaRules::pathSegment, name -> name, at);
    return rules.check(metadata);
  }

  /**
   * The fields of a metadata that Kubernetes does not know, as strict decoding reports them, in the
   * order of the JSON.
   */
  public static List<String> unknownFields(JsonNode metadata) {
    return ObjectMetaFields.unknown(metadata, FieldPath.of("metadata"));
  }

  /** Why a metadata cannot be decoded, in the words of the decoder; empty where it can. */
  public static Optional<String> malformed(JsonNode metadata) {
    return ObjectMetaFields.malformed(metadata);
  }

  private List<FieldError> check(JsonNode metadata) {
    String generateName = text(metadata, "generateName");
    if (!generateName.isEmpty()) {
      nameRule
          .check(prefix.apply(generateName))
          .forEach(why -> invalid(at.child("generateName"), generateName, why));
    }
    String name = text(metadata, "name");
    if (name.isEmpty()) {
      errors.add(
          FieldError.required(at.child("name").toString(), "name or generateName is required"));
    } else {
      nameRule.check(name).forEach(why -> invalid(at.child("name"), name, why));
    }
    checkNamespace(text(metadata, "namespace"));
    if (metadata.path("generation").asLong() < 0) {
      errors.add(
          FieldError.invalid(
              at.child("generation").toString(),
              LongNode.valueOf(metadata.path("generation").asLong()),
              "must be greater than or equal to 0"));
    }
    checkLabels(metadata.path("labels"));
    checkAnnotations(metadata.path("annotations"));
    checkOwners(metadata.path("ownerReferences"));
    checkFinalizers(metadata.path("finalizers"));
    return errors;
  }

  private void checkNamespace(String namespace) {
    if (namespaced && namespace.isEmpty()) {
      errors.add(FieldError.required(at.child("namespace").toString(), ""));
    } else if (namespaced) {
      ObjectNames.dns1123Label(namespace)
          .forEach(why -> invalid(at.child("namespace"), namespace, why));
    } else if (!namespace.isEmpty()) {
      errors.add(
          FieldError.forbidden(at.child("namespace").toString(), "not allowed on this type"));
    }
  }

  private void checkLabels(JsonNode labels) {
    for (String key : sortedNames(labels)) {
      ObjectNames.qualifiedName(key).forEach(why -> invalid(at.child("labels"), key, why));
      String value = labels.get(key).asText();
      ObjectNames.labelValue(value).forEach(why -> invalid(at.child("labels"), value, why));
    }
  }

  private void checkAnnotations(JsonNode annotations) {
    long bytes = 0;
    for (String key : sortedNames(annotations)) {
      ObjectNames.qualifiedName(key.toLowerCase(Locale.ROOT))
          .forEach(why -> invalid(at.child("annotations"), key, why));
      bytes += utf8(key) + utf8(annotations.get(key).asText());
    }
    if (bytes > MOST_ANNOTATION_BYTES) {
      errors.add(FieldError.tooLong(at.child("annotations").toString(), MOST_ANNOTATION_BYTES));
    }
  }

  private void checkOwners(JsonNode owners) {
    Optional<String> controller = Optional.empty();
    for (JsonNode owner : owners) {
      FieldPath path = at.child("ownerReferences");
      String apiVersion = text(owner, "apiVersion");
      if (apiVersion.substring(apiVersion.indexOf('/') + 1).isEmpty()) {
        invalid(path.child("apiVersion"), apiVersion, "version must not be empty");
      }
      for (String field : List.of("kind", "name", "uid")) {
        if (text(owner, field).isEmpty()) {
          invalid(path.child(field), "", "must not be empty");
        }
      }
      if (apiVersion.equals("v1") && text(owner, "kind").equals("Event")) {
        errors.add(
            FieldError.invalid(
                path.toString(), owner, "/v1, Kind=Event is disallowed from being an owner"));
      }
      if (owner.path("controller").asBoolean()) {
        String current = text(owner, "kind") + "/" + text(owner, "name");
        if (controller.isPresent()) {
          errors.add(
              FieldError.invalid(
                  path.toString(),
                  owners,
                  "Only one reference can have Controller set to true. Found \"true\" in references for "
                      + controller.get()
                      + " and "
                      + current));
        } else {
          controller = Optional.of(current);
        }
      }
    }
  }

  private void checkFinalizers(JsonNode finalizers) {
    boolean orphan = false;
    boolean foreground = false;
    for (JsonNode finalizer : finalizers) {
      String name = finalizer.asText();
      ObjectNames.qualifiedName(name).forEach(why -> invalid(at.child("finalizers"), name, why));
      orphan |= name.equals("orphan");
      foreground |= name.equals("foregroundDeletion");
    }
    if (orphan && foreground) {
      errors.add(
          FieldError.invalid(
              at.child("finalizers").toString(),
              finalizers,
              "finalizer orphan and foregroundDeletion cannot be both set"));
    }
  }

  /** A name that can stand in a path. */
  private static List<String> pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    List<String> wrong = new ArrayList<>();
    for (String part : List.of("/", "%")) {
      if (name.contains(part)) {
        wrong.add("may not contain '" + part + "'");
      }
    }
    return wrong;
  }

  private void invalid(FieldPath field, String value, String why) {
    errors.add(FieldError.invalid(field.toString(), value, why));
  }

  private static List<String> sortedNames(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    return names;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText("");
  }
}
