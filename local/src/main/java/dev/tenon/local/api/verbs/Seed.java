package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts objects in place that belong to the API itself, before it serves: the first namespaces, the
 * definitions of the kinds it is made for. They are trusted, so nothing is checked, and what is
 * there already and wants the same is left alone, so that a start writes nothing.
 */
public final class Seed {
  private static final String WRITER = "tenon";

  private final Backend backend;

  /** Writes to a backend. */
  public Seed(Backend backend) {
    this.backend = backend;
  }

  /**
   * Puts one object in place.
   *
   * @param object the object; it is not changed
   */
  public void plant(ObjectNode object) {
    ResourceType type =
        backend
            .catalog()
            .ofKind(Json.string(object, "apiVersion"), Json.string(object, "kind"))
            .orElseThrow();
    KindRules rules = KindRules.of(type);
    ObjectNode next = object.deepCopy();
    rules.read(next);
    GroupResource id = type.id();
    while (true) {
      Optional<Stored> known = backend.store().get(id, "", Json.meta(next, "name"));
      try {
        if (known.isEmpty()) {
          create(type, rules, next.deepCopy());
        } else if (!Json.same(known.get().object().path("spec"), next.path("spec"))
            && !type.is("Namespace")) {
          update(type, rules, known.get(), next);
        }
        return;
      } catch (Stale e) {
        // housekeeping was faster: look again
      }
    }
  }

  private void create(ResourceType type, KindRules rules, ObjectNode next) throws Stale {
    type.owners("").update(rules.nothing(type), next, WRITER, backend.now());
    Json.metadata(next)
        .put("uid", UUID.randomUUID().toString())
        .put("creationTimestamp", backend.now());
    rules.prepareCreate(next);
    backend.store().create(type.id(), next);
  }

  private void update(ResourceType type, KindRules rules, Stored known, ObjectNode wanted)
      throws Stale {
    ObjectNode next = known.object().deepCopy();
    next.set("spec", wanted.path("spec").deepCopy());
    rules.prepareUpdate(next, known.object(), "");
    type.owners("").update(known.object(), next, WRITER, backend.now());
    backend.store().update(type.id(), next, known.revision());
  }
}
