package dev.tenon.local.api.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import java.util.List;
import java.util.Optional;

/**
 * The garbage collector: what has lost all its owners goes; an owner that is deleted in the
 * foreground goes after its dependents, one that orphans them lets go of them first.
 */
final class Collector implements Keeper {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";

  private final Hands hands;
  private final Graph graph;

  Collector(Backend backend) {
    hands = new Hands(backend, "generic-garbage-collector");
    graph = new Graph(backend.store());
  }

  @Override
  public void changed(GroupResource id, Change change) {
    JsonNode object = change.object();
    String uid = Json.meta(object, "uid");
    List<Graph.Place> dependents = graph.dependentsOf(uid);
    graph.apply(id, change);
    if (change.type() == Change.Type.DELETED) {
      dependents.forEach(this::look);
      object
          .path("metadata")
          .path("ownerReferences")
          .forEach(reference -> finishOwner(Json.string(reference, "uid")));
      return;
    }
    if (Json.isDeleting(object)) {
      finish(new Graph.Place(id, Json.meta(object, "namespace"), Json.meta(object, "name")));
    }
    if (!object.path("metadata").path("ownerReferences").isEmpty()) {
      look(new Graph.Place(id, Json.meta(object, "namespace"), Json.meta(object, "name")));
      change
          .before()
          .ifPresent(
              before ->
                  before
                      .path("metadata")
                      .path("ownerReferences")
                      .forEach(reference -> finishOwner(Json.string(reference, "uid"))));
    }
  }

  @Override
  public void resync() {
    graph.owned().forEach(this::look);
  }

  private Optional<Stored> find(Graph.Place place) {
    return hands.backend().store().get(place.id(), place.namespace(), place.name());
  }

  /** Looks whether an object still has an owner that stays. */
  private void look(Graph.Place place) {
    Optional<Stored> found = find(place);
    if (found.isEmpty() || Json.isDeleting(found.get().object())) {
      return;
    }
    JsonNode references = found.get().object().path("metadata").path("ownerReferences");
    int living = 0;
    int gone = 0;
    int waiting = 0;
    for (JsonNode reference : references) {
      Optional<Stored> owner = owner(reference, place.namespace());
      if (owner.isEmpty()) {
        gone++;
      } else if (Json.isDeleting(owner.get().object())
          && Hands.hasFinalizer(owner.get().object(), FOREGROUND)) {
        waiting++;
      } else {
        living++;
      }
    }
    if (living > 0 && gone + waiting > 0) {
      hands.change(
          place.id(), place.namespace(), place.name(), object -> keepLiving(object, place));
    } else if (living == 0 && waiting > 0) {
      hands.delete(
          place.id(),
          found.get(),
          graph.dependentsOf(found.get().uid()).isEmpty() ? "Background" : "Foreground");
    } else if (living == 0 && gone > 0) {
      hands.delete(place.id(), found.get(), "Background");
    }
  }

  private ObjectNode keepLiving(ObjectNode object, Graph.Place place) {
    if (object.path("metadata").path("ownerReferences") instanceof ArrayNode references) {
      for (int i = references.size() - 1; i >= 0; i--) {
        Optional<Stored> owner = owner(references.get(i), place.namespace());
        if (owner.isEmpty()
            || (Json.isDeleting(owner.get().object())
                && Hands.hasFinalizer(owner.get().object(), FOREGROUND))) {
          references.remove(i);
        }
      }
    }
    return object;
  }

  /** The owner that a reference names, where it is just that object. */
  private Optional<Stored> owner(JsonNode reference, String namespace) {
    String uid = Json.string(reference, "uid");
    return hands
        .backend()
        .catalog()
        .ofKind(Json.string(reference, "apiVersion"), Json.string(reference, "kind"))
        .flatMap(
            type ->
                hands
                    .backend()
                    .store()
                    .get(
                        type.id(),
                        type.namespaced() ? namespace : "",
                        Json.string(reference, "name")))
        .filter(owner -> owner.uid().equals(uid));
  }

  private void finishOwner(String uid) {
    graph.place(uid).ifPresent(this::finish);
  }

  /** Does what a deletion in the foreground, or one that orphans, still has to do. */
  private void finish(Graph.Place place) {
    Optional<Stored> found = find(place);
    if (found.isEmpty() || !Json.isDeleting(found.get().object())) {
      return;
    }
    Stored owner = found.get();
    if (Hands.hasFinalizer(owner.object(), ORPHAN)) {
      graph.dependentsOf(owner.uid()).forEach(dependent -> release(dependent, owner.uid()));
      letGo(place, ORPHAN);
    } else if (Hands.hasFinalizer(owner.object(), FOREGROUND)) {
      boolean blocked = false;
      for (Graph.Place dependent : graph.dependentsOf(owner.uid())) {
        look(dependent);
        blocked |= find(dependent).filter(left -> blocks(left, owner.uid())).isPresent();
      }
      if (!blocked) {
        letGo(place, FOREGROUND);
      }
    }
  }

  private static boolean blocks(Stored dependent, String owner) {
    for (JsonNode reference : dependent.object().path("metadata").path("ownerReferences")) {
      if (Json.string(reference, "uid").equals(owner)
          && reference.path("blockOwnerDeletion").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private void letGo(Graph.Place place, String finalizer) {
    hands.change(
        place.id(),
        place.namespace(),
        place.name(),
        object -> Hands.withoutFinalizer(object, finalizer));
  }

  private void release(Graph.Place dependent, String owner) {
    hands.change(
        dependent.id(),
        dependent.namespace(),
        dependent.name(),
        object -> {
          if (object.path("metadata").path("ownerReferences") instanceof ArrayNode references) {
            for (int i = references.size() - 1; i >= 0; i--) {
              if (Json.string(references.get(i), "uid").equals(owner)) {
                references.remove(i);
              }
            }
            if (references.isEmpty()) {
              Json.metadata(object).remove("ownerReferences");
            }
          }
          return object;
        });
  }
}
