package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.AdmissionRequest;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deleting: at once where nothing holds the object, else by marking it; finalizers, the garbage
 * collector, or the emptying of a namespace then end it.
 */
public final class Deletion {
  private final Backend backend;
  private final Gate gate;

  /** Writes to a backend. */
  public Deletion(Backend backend) {
    this.backend = backend;
    this.gate = new Gate(backend);
  }

  /** Deletes one object; gives a Status where it is gone, and the object where it still goes. */
  public ObjectNode delete(Call call, DeleteOptions options) {
    ResourceType type = call.type();
    while (true) {
      Stored current =
          backend
              .store()
              .get(Forms.storedAs(type), call.namespace(), call.name())
              .orElseThrow(call::notFound);
      ObjectNode old = Forms.toVersion(type, current.object());
      checkPreconditions(call, options, current);
      gate.deleting(call, call.name());
      gate.review(
          call,
          AdmissionRequest.Operation.DELETE,
          Optional.empty(),
          Optional.of(old),
          options.dryRun(),
          options.toJson());
      try {
        return once(call, current, options);
      } catch (Stale e) {
        // look again: the preconditions decide whether the newer state may go too
      }
    }
  }

  private static void checkPreconditions(Call call, DeleteOptions options, Stored current) {
    ResourceType type = call.type();
    if (!options.uid().isEmpty() && !options.uid().equals(current.uid())) {
      throw Failures.conflict(
          type.group(),
          type.kind(),
          call.name(),
          "the UID in the precondition ("
              + options.uid()
              + ") does not match the UID in record ("
              + current.uid()
              + "). The object might have been deleted and then recreated");
    }
    if (!options.revision().isEmpty()
        && !options.revision().equals(Long.toString(current.revision()))) {
      throw Failures.conflict(
          type.group(),
          type.kind(),
          call.name(),
          "the ResourceVersion in the precondition ("
              + options.revision()
              + ") does not match the ResourceVersion in record ("
              + current.revision()
              + "). The object might have been modified");
    }
  }

  private ObjectNode once(Call call, Stored current, DeleteOptions options) throws Stale {
    ResourceType type = call.type();
    GroupResource id = Forms.storedAs(type);
    if (type.is("Namespace") && Json.isDeleting(current.object())) {
      throw Failures.conflict(
          "",
          "namespaces",
          call.name(),
          "The system is ensuring all content is removed from this namespace.  Upon completion,"
              + " this namespace will automatically be purged by the system.");
    }
    ObjectNode next = current.object().deepCopy();
    collectorFinalizers(next, options.policy());
    if (type.is("CustomResourceDefinition")) {
      hold(next, "customresourcecleanup.apiextensions.k8s.io");
    }
    if (Replacement.isFree(next)) {
      if (!options.dryRun()) {
        backend.store().delete(id, next, current.revision());
      }
      return success(type, current);
    }
    boolean already = Json.isDeleting(next);
    if (!already) {
      mark(next);
    }
    if (already && Json.same(next, current.object())) {
      return Forms.toVersion(type, current.object());
    }
    if (options.dryRun()) {
      return Forms.toVersion(type, next);
    }
    return Forms.toVersion(type, backend.store().update(id, next, current.revision()).object());
  }

  private void mark(ObjectNode object) {
    ObjectNode metadata = Json.metadata(object);
    metadata.put("deletionTimestamp", backend.now());
    boolean namespace = Json.string(object, "kind").equals("Namespace");
    if (namespace) {
      object.withObject("/status").put("phase", "Terminating");
      return;
    }
    metadata.put("deletionGracePeriodSeconds", 0);
    if (metadata.path("generation").asLong() > 0) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
  }

  private static void hold(ObjectNode object, String finalizer) {
    ArrayNode finalizers = Json.metadata(object).withArray("/finalizers");
    if (!Json.strings(finalizers).contains(finalizer)) {
      finalizers.add(finalizer);
    }
  }

  /** The collector's finalizers are what the propagation policy says. */
  private static void collectorFinalizers(ObjectNode object, String policy) {
    if (policy.isEmpty()) {
      return;
    }
    List<String> kept = new ArrayList<>(Json.strings(object.path("metadata").path("finalizers")));
    kept.removeIf(f -> f.equals("orphan") || f.equals("foregroundDeletion"));
    if (policy.equals("Orphan")) {
      kept.add("orphan");
    } else if (policy.equals("Foreground")) {
      kept.add("foregroundDeletion");
    }
    ObjectNode metadata = Json.metadata(object);
    if (kept.isEmpty()) {
      metadata.remove("finalizers");
    } else {
      kept.forEach(metadata.putArray("finalizers")::add);
    }
  }

  private static ObjectNode success(ResourceType type, Stored gone) {
    ObjectNode out = Json.object().put("kind", "Status").put("apiVersion", "v1");
    out.putObject("metadata");
    out.put("status", "Success");
    ObjectNode details = out.putObject("details").put("name", gone.name());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", gone.uid());
    return out;
  }

  /** Deletes all that a list with the same parameters gives; answers with that list. */
  public ObjectNode deleteAll(Call call, ObjectNode list, DeleteOptions options) {
    for (var item : list.path("items")) {
      Call one =
          new Call(
              call.type(),
              Json.meta(item, "namespace"),
              Json.meta(item, "name"),
              "",
              call.user(),
              call.agent(),
              call.query(),
              call.warnings());
      try {
        delete(one, options);
      } catch (ApiFailure e) {
        if (e.code() != 404) {
          throw e;
        }
      }
    }
    return list;
  }
}
