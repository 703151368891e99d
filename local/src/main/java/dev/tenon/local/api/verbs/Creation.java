package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.admission.AdmissionRequest;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.validation.MetadataRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Storing something new. */
public final class Creation {
  private static final int TRIES = 8;
  private static final int LONGEST_BASE = 58;
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private final Backend backend;
  private final Gate gate;

  /** Writes to a backend. */
  public Creation(Backend backend) {
    this.backend = backend;
    this.gate = new Gate(backend);
  }

  /**
   * Creates an object.
   *
   * @param call the call for the collection
   * @param object the object, as {@link Bodies} read it; it is changed
   * @return the object as it is stored, in the version of the call
   */
  public ObjectNode create(Call call, ObjectNode object, WriteOptions options) {
    wipe(object);
    matchNamespace(call, object);
    OwnerReferences.dropDuplicates(call, object);
    call.type()
        .owners("")
        .update(
            KindRules.of(call.type()).nothing(call.type()),
            object,
            options.writer(call.agent()),
            backend.now());
    return store(call, object, options);
  }

  /** Stores an object whose managedFields are settled. */
  ObjectNode store(Call call, ObjectNode object, WriteOptions options) {
    matchNamespace(call, object);
    gate.creating(call, call.namespace(), Json.meta(object, "name"));
    String base = Json.meta(object, "generateName");
    boolean generate = Json.meta(object, "name").isEmpty() && !base.isEmpty();
    for (int i = 1; ; i++) {
      ObjectNode attempt = object.deepCopy();
      if (generate) {
        Json.metadata(attempt).put("name", generated(base));
      }
      try {
        return attempt(call, attempt, options);
      } catch (Stale e) {
        if (!generate || i == TRIES) {
          throw Failures.alreadyExists(
              call.type().group(), call.type().plural(), Json.meta(attempt, "name"));
        }
      }
    }
  }

  private ObjectNode attempt(Call call, ObjectNode object, WriteOptions options) throws Stale {
    ResourceType type = call.type();
    KindRules rules = KindRules.of(type);
    ObjectNode metadata = Json.metadata(object);
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", backend.now());
    rules.prepareCreate(object);
    List<FieldError> errors = new ArrayList<>();
    if (type.custom()) {
      errors.addAll(rules.check(object));
    } else {
      errors.addAll(new MetadataRules(type.namespaced(), rules::checkName).check(object));
      errors.addAll(rules.check(object));
    }
    if (!errors.isEmpty()) {
      throw Failures.invalid(
          type.is("Event") ? "" : type.group(),
          kindIn(type, object),
          Json.meta(object, "name"),
          errors);
    }
    rules.warnings(object, Optional.empty()).forEach(call::warn);
    gate.review(
        call,
        AdmissionRequest.Operation.CREATE,
        Optional.of(object),
        Optional.empty(),
        options.dryRun(),
        options.toJson().put("kind", "CreateOptions"));
    if (!Json.meta(object, "resourceVersion").isEmpty()) {
      throw Failures.unknown("resourceVersion should not be set on objects to be created");
    }
    GroupResource id = Forms.storedAs(type);
    ObjectNode stored = Forms.toStored(type, object);
    if (options.dryRun()) {
      if (backend.store().get(id, call.namespace(), Json.meta(object, "name")).isPresent()) {
        throw Failures.alreadyExists(type.group(), type.plural(), Json.meta(object, "name"));
      }
      return Forms.toVersion(type, stored);
    }
    return Forms.toVersion(type, backend.store().create(id, stored).object());
  }

  /**
   * An invalid object is called by the kind that it says it is, which may be what is wrong with it.
   */
  static String kindIn(ResourceType type, ObjectNode object) {
    String kind = Json.string(object, "kind");
    return type.custom() && !kind.isEmpty() ? kind : type.kind();
  }

  private static void wipe(ObjectNode object) {
    Json.metadata(object)
        .remove(
            List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "selfLink"));
  }

  /** Fills in the namespace of the path, or refuses another one. */
  static void matchNamespace(Call call, ObjectNode object) {
    ObjectNode metadata = Json.metadata(object);
    String given = Json.meta(object, "namespace");
    String expected = call.type().namespaced() ? call.namespace() : "";
    if (expected.isEmpty()) {
      if (!given.isEmpty() && !call.type().namespaced()) {
        metadata.remove("namespace");
      }
      return;
    }
    if (given.isEmpty()) {
      metadata.put("namespace", expected);
    } else if (!given.equals(expected)) {
      throw Failures.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private static String generated(String base) {
    StringBuilder out =
        new StringBuilder(base.length() > LONGEST_BASE ? base.substring(0, LONGEST_BASE) : base);
    for (int i = 0; i < 5; i++) {
      out.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return out.toString();
  }
}
