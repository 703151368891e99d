package dev.tenon.local.api.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import dev.tenon.local.api.verbs.Call;
import dev.tenon.local.api.verbs.DeleteOptions;
import dev.tenon.local.api.verbs.Deletion;
import dev.tenon.local.api.verbs.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keepers do to objects: delete them by the rules, and change them without asking anybody. */
final class Hands {
  private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

  private final Backend backend;
  private final Deletion deletion;
  private final User user;

  Hands(Backend backend, String name) {
    this.backend = backend;
    this.deletion = new Deletion(backend);
    this.user =
        new User(
            "system:serviceaccount:kube-system:" + name,
            "",
            List.of(
                "system:serviceaccounts",
                "system:serviceaccounts:kube-system",
                "system:authenticated"),
            Map.of());
  }

  Backend backend() {
    return backend;
  }

  /** Deletes one object; a refusal is logged, and the next resync tries again. */
  void delete(GroupResource id, Stored object, String policy) {
    Optional<ResourceType> type = backend.catalog().stored(id);
    if (type.isEmpty()) {
      return;
    }
    Call call =
        new Call(
            type.get(),
            object.namespace(),
            object.name(),
            "",
            user,
            "tenon",
            new Query(null),
            new ArrayList<>());
    try {
      deletion.delete(call, new DeleteOptions(policy, object.uid(), "", false));
    } catch (ApiFailure e) {
      if (e.code() != 404 && e.code() != 409) {
        LOG.warn(
            "{} {}/{} stays for now: {}", id, object.namespace(), object.name(), e.getMessage());
      }
    }
  }

  /**
   * Changes the latest state of an object, or removes it where the change sets its last holder
   * free.
   *
   * @param change makes the new state of a copy; the same state for nothing to do
   */
  void change(GroupResource id, String namespace, String name, UnaryOperator<ObjectNode> change) {
    while (true) {
      Optional<Stored> current = backend.store().get(id, namespace, name);
      if (current.isEmpty()) {
        return;
      }
      ObjectNode next = change.apply(current.get().object().deepCopy());
      if (Json.same(next, current.get().object())) {
        return;
      }
      try {
        boolean held =
            !next.path("metadata").path("finalizers").isEmpty()
                || (Json.string(next, "kind").equals("Namespace")
                    && !next.path("spec").path("finalizers").isEmpty());
        if (Json.isDeleting(next) && !held) {
          backend.store().delete(id, next, current.get().revision());
        } else {
          backend.store().update(id, next, current.get().revision());
        }
        return;
      } catch (Stale e) {
        // somebody was faster: look again
      }
    }
  }

  /** Takes a finalizer away. */
  static ObjectNode withoutFinalizer(ObjectNode object, String finalizer) {
    if (object.path("metadata").path("finalizers") instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (list.get(i).asText().equals(finalizer)) {
          list.remove(i);
        }
      }
      if (list.isEmpty()) {
        Json.metadata(object).remove("finalizers");
      }
    }
    return object;
  }

  static boolean hasFinalizer(JsonNode object, String finalizer) {
    return Json.strings(object.path("metadata").path("finalizers")).contains(finalizer);
  }
}
