package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.admission.AdmissionRequest;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.validation.MetadataRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Putting a new state in the place of an old one: what updates, patches and applies end in. A new
 * state that is the old one is not written; the last finalizer that goes takes the object with it.
 */
final class Replacement {
  private final Backend backend;
  private final Gate gate;

  Replacement(Backend backend) {
    this.backend = backend;
    this.gate = new Gate(backend);
  }

  /**
   * Writes.
   *
   * @param current the stored object that the new state was made from
   * @param next the new state in the version of the call; it is changed
   * @throws Stale where somebody else was faster
   */
  ObjectNode replace(Call call, Stored current, ObjectNode next, WriteOptions options)
      throws Stale {
    ResourceType type = call.type();
    KindRules rules = KindRules.of(type);
    ObjectNode old = Forms.toVersion(type, current.object());
    String given = Json.meta(next, "resourceVersion");
    if (given.isEmpty() && rules.updatesUnconditionally()) {
      Json.metadata(next).put("resourceVersion", Long.toString(current.revision()));
    } else if (given.isEmpty() || given.equals("0")) {
      throw Failures.unversioned(type.group(), type.plural(), call.name());
    } else if (!given.equals(Long.toString(current.revision()))) {
      throw call.modified();
    }
    settle(rules, next, old, call.subresource());
    check(call, rules, next, old);
    rules.warnings(next, Optional.of(old)).forEach(call::warn);
    gate.review(
        call,
        AdmissionRequest.Operation.UPDATE,
        Optional.of(next),
        Optional.of(old),
        options.dryRun(),
        options.toJson().put("kind", "UpdateOptions"));
    return commit(call, current, next, old, options.dryRun());
  }

  private static void settle(KindRules rules, ObjectNode next, ObjectNode old, String subresource) {
    ObjectNode metadata = Json.metadata(next);
    JsonNode before = old.path("metadata");
    copy(metadata, before, "generation");
    rules.prepareUpdate(next, old, subresource);
    metadata = Json.metadata(next);
    if (Json.meta(next, "uid").isEmpty()) {
      copy(metadata, before, "uid");
    }
    copy(metadata, before, "creationTimestamp");
    if (Json.isDeleting(old)) {
      copy(metadata, before, "deletionTimestamp");
      copy(metadata, before, "deletionGracePeriodSeconds");
    }
    metadata.remove("selfLink");
  }

  private static void copy(ObjectNode metadata, JsonNode before, String field) {
    JsonNode value = before.get(field);
    if (value == null) {
      metadata.remove(field);
    } else {
      metadata.set(field, value);
    }
  }

  private static void check(Call call, KindRules rules, ObjectNode next, ObjectNode old) {
    ResourceType type = call.type();
    MetadataRules metadata = new MetadataRules(type.namespaced(), rules::checkName);
    List<FieldError> errors = new ArrayList<>(metadata.check(next));
    errors.addAll(metadata.checkUpdate(next, old));
    errors.addAll(rules.checkUpdate(next, old, call.subresource()));
    if (!errors.isEmpty()) {
      throw Failures.invalid(
          type.group(), Creation.kindIn(type, next), Json.meta(next, "name"), errors);
    }
  }

  private ObjectNode commit(
      Call call, Stored current, ObjectNode next, ObjectNode old, boolean dryRun) throws Stale {
    ResourceType type = call.type();
    if (same(next, old)) {
      return old;
    }
    GroupResource id = Forms.storedAs(type);
    ObjectNode stored = Forms.toStored(type, next);
    boolean last = Json.isDeleting(next) && isFree(stored);
    if (dryRun) {
      return Forms.toVersion(type, stored);
    }
    Stored written =
        last
            ? backend.store().delete(id, stored, current.revision())
            : backend.store().update(id, stored, current.revision());
    return Forms.toVersion(type, written.object());
  }

  /** Whether nothing holds the object any longer. */
  static boolean isFree(ObjectNode object) {
    boolean namespace =
        Json.string(object, "kind").equals("Namespace")
            && Json.string(object, "apiVersion").equals("v1");
    return object.path("metadata").path("finalizers").isEmpty()
        && !(namespace && !object.path("spec").path("finalizers").isEmpty());
  }

  /** Whether two states are the same but for the times of their managedFields. */
  private static boolean same(ObjectNode next, ObjectNode old) {
    return Json.same(timeless(next), timeless(old));
  }

  private static ObjectNode timeless(ObjectNode object) {
    JsonNode owners = object.path("metadata").path("managedFields");
    if (owners.isEmpty()) {
      return object;
    }
    ObjectNode out = Json.object();
    out.setAll(object);
    ObjectNode metadata = Json.object();
    metadata.setAll((ObjectNode) object.path("metadata"));
    var entries = metadata.putArray("managedFields");
    for (JsonNode entry : owners) {
      ObjectNode copy = Json.object();
      copy.setAll((ObjectNode) entry);
      copy.remove("time");
      entries.add(copy);
    }
    out.set("metadata", metadata);
    return out;
  }
}
