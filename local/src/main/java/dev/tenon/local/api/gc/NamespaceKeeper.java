package dev.tenon.local.api.gc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Empties namespaces that are being deleted, and lets them go when nothing is left in them. */
final class NamespaceKeeper implements Keeper {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

  private final Hands hands;

  NamespaceKeeper(Backend backend) {
    hands = new Hands(backend, "namespace-controller");
  }

  @Override
  public void changed(GroupResource id, Change change) {
    if (id.equals(NAMESPACES)) {
      if (change.type() != Change.Type.DELETED && Json.isDeleting(change.object())) {
        empty(Json.meta(change.object(), "name"));
      }
      return;
    }
    String namespace = Json.meta(change.object(), "namespace");
    if (change.type() == Change.Type.ADDED && !namespace.isEmpty()) {
      dropIfHomeless(id, namespace, Json.meta(change.object(), "name"));
    }
    if (change.type() == Change.Type.DELETED && !namespace.isEmpty()) {
      Optional<Stored> home = hands.backend().store().get(NAMESPACES, "", namespace);
      if (home.filter(stored -> Json.isDeleting(stored.object())).isPresent()) {
        empty(namespace);
      }
    }
  }

  /** An object that was let in just before its namespace went has nowhere to be. */
  private void dropIfHomeless(GroupResource id, String namespace, String name) {
    if (hands.backend().store().get(NAMESPACES, "", namespace).isEmpty()) {
      hands
          .backend()
          .store()
          .get(id, namespace, name)
          .ifPresent(homeless -> hands.delete(id, homeless, "Background"));
    }
  }

  @Override
  public void resync() {
    for (Stored namespace : hands.backend().store().list(NAMESPACES, "").objects()) {
      if (Json.isDeleting(namespace.object())) {
        empty(namespace.name());
      }
    }
  }

  private void empty(String namespace) {
    TreeMap<String, List<Stored>> left = new TreeMap<>();
    for (GroupResource id : hands.backend().store().resources()) {
      for (Stored stored : hands.backend().store().list(id, namespace).objects()) {
        if (!Json.isDeleting(stored.object())) {
          hands.delete(id, stored, "Background");
        }
        hands
            .backend()
            .store()
            .get(id, namespace, stored.name())
            .ifPresent(
                held -> left.computeIfAbsent(id.toString(), i -> new ArrayList<>()).add(held));
      }
    }
    hands.change(
        NAMESPACES,
        "",
        namespace,
        object -> left.isEmpty() ? released(object) : withReasons(object, left));
  }

  private static ObjectNode released(ObjectNode namespace) {
    namespace.putObject("spec");
    return namespace;
  }

  /** Says in the namespace's conditions what is left in it and which finalizers hold that. */
  private ObjectNode withReasons(ObjectNode namespace, TreeMap<String, List<Stored>> left) {
    TreeMap<String, Integer> finalizers = new TreeMap<>();
    List<String> kinds = new ArrayList<>();
    left.forEach(
        (resource, objects) -> {
          kinds.add(resource + " has " + objects.size() + " resource instances");
          for (Stored object : objects) {
            Json.strings(object.object().path("metadata").path("finalizers"))
                .forEach(finalizer -> finalizers.merge(finalizer, 1, Integer::sum));
          }
        });
    List<String> held = new ArrayList<>();
    finalizers.forEach((name, count) -> held.add(name + " in " + count + " resource instances"));
    var conditions = namespace.withObject("/status").putArray("conditions");
    add(
        conditions.addObject(),
        "NamespaceDeletionDiscoveryFailure",
        "False",
        "ResourcesDiscovered",
        "All resources successfully discovered");
    add(
        conditions.addObject(),
        "NamespaceDeletionGroupVersionParsingFailure",
        "False",
        "ParsedGroupVersions",
        "All legacy kube types successfully parsed");
    add(
        conditions.addObject(),
        "NamespaceDeletionContentFailure",
        "False",
        "ContentDeleted",
        "All content successfully deleted, may be waiting on finalization");
    add(
        conditions.addObject(),
        "NamespaceContentRemaining",
        "True",
        "SomeResourcesRemain",
        "Some resources are remaining: " + String.join(", ", kinds));
    add(
        conditions.addObject(),
        "NamespaceFinalizersRemaining",
        held.isEmpty() ? "False" : "True",
        held.isEmpty() ? "ContentHasNoFinalizers" : "SomeFinalizersRemain",
        held.isEmpty()
            ? "All content-preserving finalizers finished"
            : "Some content in the namespace has finalizers remaining: " + String.join(", ", held));
    return namespace;
  }

  private void add(
      ObjectNode condition, String type, String status, String reason, String message) {
    condition
        .put("type", type)
        .put("status", status)
        .put("lastTransitionTime", hands.backend().now())
        .put("reason", reason)
        .put("message", message);
  }
}
