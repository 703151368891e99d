package dev.tenon.local.api.gc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.ObjectStore;
import dev.tenon.local.api.storage.Stored;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who owns whom, by uid. */
final class Graph {
  /** Where an object is. */
  record Place(GroupResource id, String namespace, String name) {}

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Set<String>> dependents = new HashMap<>();
  private final Map<String, Set<String>> owners = new HashMap<>();

  Graph(ObjectStore store) {
    for (GroupResource id : store.resources()) {
      for (Stored stored : store.list(id, "").objects()) {
        put(id, stored.object());
      }
    }
  }

  void apply(GroupResource id, Change change) {
    if (change.type() == Change.Type.DELETED) {
      String uid = Json.meta(change.object(), "uid");
      places.remove(uid);
      setOwners(uid, Set.of());
    } else {
      put(id, change.object());
    }
  }

  private void put(GroupResource id, JsonNode object) {
    String uid = Json.meta(object, "uid");
    places.put(uid, new Place(id, Json.meta(object, "namespace"), Json.meta(object, "name")));
    Set<String> now = new HashSet<>();
    object
        .path("metadata")
        .path("ownerReferences")
        .forEach(reference -> now.add(Json.string(reference, "uid")));
    setOwners(uid, now);
  }

  private void setOwners(String uid, Set<String> now) {
    Set<String> before = now.isEmpty() ? owners.remove(uid) : owners.put(uid, now);
    if (before != null) {
      for (String owner : before) {
        Set<String> its = dependents.get(owner);
        if (its != null && !now.contains(owner)) {
          its.remove(uid);
          if (its.isEmpty()) {
            dependents.remove(owner);
          }
        }
      }
    }
    now.forEach(owner -> dependents.computeIfAbsent(owner, o -> new HashSet<>()).add(uid));
  }

  /** Where an object is. */
  Optional<Place> place(String uid) {
    return Optional.ofNullable(places.get(uid));
  }

  /** Where the objects are that name this owner. */
  List<Place> dependentsOf(String uid) {
    return dependents.getOrDefault(uid, Set.of()).stream()
        .map(places::get)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /** Where all are that have owners. */
  List<Place> owned() {
    return owners.keySet().stream().map(places::get).filter(java.util.Objects::nonNull).toList();
  }
}
