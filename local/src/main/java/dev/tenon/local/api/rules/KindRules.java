package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.List;

/** The rules of one kind; implementations keep no state between calls. */
public interface KindRules {
  /**
   * Brings a body into the form that is stored: what the kind does not know is taken out, defaults
   * are filled in.
   *
   * @return the fields that were taken out, as strict decoding names them: {@code unknown field
   *     "x"}
   * @throws Misshapen where the body cannot be read as this kind
   */
  List<String> read(ObjectNode object);

  /**
   * What an object of the kind is before it is anything: what ownership of new fields is measured
   * by.
   */
  default ObjectNode nothing(ResourceType type) {
    return Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
  }

  /** Sets what a new object has whatever its creator says. */
  void prepareCreate(ObjectNode object);

  /** Sets back what an update at this place cannot change, and moves the generation on. */
  void prepareUpdate(ObjectNode object, ObjectNode old, String subresource);

  /** What is wrong with a new object, metadata apart. */
  List<FieldError> check(ObjectNode object);

  /** What is wrong with an update, metadata apart. */
  List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource);

  /** What is wrong with a name. */
  List<String> checkName(String name);

  /** Warnings about a write that is otherwise fine. */
  default List<String> warnings(ObjectNode object, java.util.Optional<ObjectNode> old) {
    return List.of();
  }

  /** Whether an update needs no resourceVersion. */
  default boolean updatesUnconditionally() {
    return true;
  }

  /** Whether an update of what does not exist creates it. */
  default boolean createsOnUpdate() {
    return false;
  }

  /**
   * Whether the errors of the kind come before those of the metadata on create, as in Kubernetes.
   */
  default boolean metadataLast() {
    return false;
  }

  /** The rules of a kind. */
  static KindRules of(ResourceType type) {
    if (type.custom()) {
      return new CustomRules(type);
    }
    return switch (type.kind()) {
      case "Namespace" -> new NamespaceRules(type);
      case "ConfigMap" -> new ConfigMapRules(type);
      case "Secret" -> new SecretRules(type);
      case "Event" -> new EventRules(type);
      case "Lease" -> new LeaseRules(type);
      case "CustomResourceDefinition" -> new DefinitionRules(type);
      default -> throw new IllegalStateException("no rules for " + type.kind());
    };
  }
}
