package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import java.util.Optional;

/** Updates: a whole new state of an object. */
public final class Updating {
  private final Backend backend;
  private final Creation creation;
  private final Replacement replacement;

  /**
   * What came of it.
   *
   * @param created whether the object is new
   */
  public record Outcome(ObjectNode object, boolean created) {}

  /** Writes to a backend. */
  public Updating(Backend backend) {
    this.backend = backend;
    this.creation = new Creation(backend);
    this.replacement = new Replacement(backend);
  }

  /**
   * Updates an object.
   *
   * @param object the new state, as {@link Bodies} read it
   */
  public Outcome update(Call call, ObjectNode object, WriteOptions options) {
    checkName(call, object);
    Creation.matchNamespace(call, object);
    OwnerReferences.dropDuplicates(call, object);
    while (true) {
      Optional<Stored> found =
          backend.store().get(Forms.storedAs(call.type()), call.namespace(), call.name());
      if (found.isEmpty()) {
        return new Outcome(createInstead(call, object, options), true);
      }
      Stored current = found.get();
      checkUid(call, object, current);
      ObjectNode next = object.deepCopy();
      String given = Json.meta(object, "resourceVersion");
      ObjectNode old = Forms.toVersion(call.type(), current.object());
      if (given.isEmpty() || given.equals(Long.toString(current.revision()))) {
        call.type()
            .owners(call.subresource())
            .update(old, next, options.writer(call.agent()), backend.now());
      }
      try {
        return new Outcome(replacement.replace(call, current, next, options), false);
      } catch (Stale e) {
        if (!given.isEmpty()) {
          throw call.modified();
        }
      }
    }
  }

  private ObjectNode createInstead(Call call, ObjectNode object, WriteOptions options) {
    boolean creates = KindRules.of(call.type()).createsOnUpdate() && call.subresource().isEmpty();
    if (!creates) {
      throw call.notFound();
    }
    if (!Json.meta(object, "uid").isEmpty()) {
      throw Failures.conflict(
          call.type().group(),
          call.type().plural(),
          call.name(),
          "Precondition failed: UID in precondition: "
              + Json.meta(object, "uid")
              + ", UID in object meta: ");
    }
    if (!Json.meta(object, "resourceVersion").isEmpty()) {
      throw call.notFound();
    }
    return creation.create(call, object.deepCopy(), options);
  }

  /** Refuses an object whose name is not that of the path. */
  static void checkName(Call call, ObjectNode object) {
    String name = Json.meta(object, "name");
    if (name.isEmpty()) {
      throw Failures.badRequest("name is required");
    }
    if (!name.equals(call.name())) {
      throw Failures.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + call.name()
              + ")");
    }
  }

  private static void checkUid(Call call, ObjectNode object, Stored current) {
    String given = Json.meta(object, "uid");
    if (!given.isEmpty() && !given.equals(current.uid())) {
      throw Failures.conflict(
          call.type().group(),
          call.type().plural(),
          call.name(),
          "Precondition failed: UID in precondition: "
              + given
              + ", UID in object meta: "
              + current.uid());
    }
  }
}
