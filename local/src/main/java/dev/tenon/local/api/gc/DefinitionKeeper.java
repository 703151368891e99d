package dev.tenon.local.api.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.CustomKinds;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import java.util.Optional;

/** Says that definitions are established, and deletes the objects of those that go. */
final class DefinitionKeeper implements Keeper {
  static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");
  private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  private final Hands hands;

  DefinitionKeeper(Backend backend) {
    hands = new Hands(backend, "customresourcedefinition-controller");
  }

  @Override
  public void changed(GroupResource id, Change change) {
    if (id.equals(DEFINITIONS)) {
      if (change.type() != Change.Type.DELETED) {
        look(change.object());
        change
            .before()
            .filter(before -> !Json.same(before.path("spec"), change.object().path("spec")))
            .ifPresent(before -> fillIn(CustomKinds.id(change.object())));
      }
    } else if (change.type() == Change.Type.DELETED) {
      Optional<Stored> definition =
          hands.backend().store().get(DEFINITIONS, "", id.plural() + "." + id.group());
      definition
          .filter(stored -> Json.isDeleting(stored.object()))
          .ifPresent(stored -> look(stored.object()));
    }
  }

  @Override
  public void resync() {
    for (Stored stored : hands.backend().store().list(DEFINITIONS, "").objects()) {
      look(stored.object());
    }
  }

  private void look(JsonNode definition) {
    String name = Json.meta(definition, "name");
    if (Json.isDeleting(definition)) {
      empty(definition, name);
    } else {
      hands.change(DEFINITIONS, "", name, this::established);
    }
  }

  /**
   * A definition that was changed may have new defaults: the objects that are there get them too.
   */
  private void fillIn(GroupResource id) {
    Optional<ResourceType> type = hands.backend().catalog().stored(id);
    if (type.isEmpty() || type.get().structural().isEmpty()) {
      return;
    }
    for (Stored stored : hands.backend().store().list(id, "").objects()) {
      hands.change(
          id,
          stored.namespace(),
          stored.name(),
          object -> {
            type.get().structural().get().applyDefaults(object);
            return object;
          });
    }
  }

  private void empty(JsonNode definition, String name) {
    GroupResource id = CustomKinds.id(definition);
    boolean left = false;
    for (Stored stored : hands.backend().store().list(id, "").objects()) {
      if (!Json.isDeleting(stored.object())) {
        hands.delete(id, stored, "Background");
      }
      left |= hands.backend().store().get(id, stored.namespace(), stored.name()).isPresent();
    }
    if (!left) {
      hands.change(DEFINITIONS, "", name, object -> Hands.withoutFinalizer(object, CLEANUP));
    }
  }

  private ObjectNode established(ObjectNode definition) {
    ObjectNode status = definition.withObject("/status");
    status.set("acceptedNames", definition.path("spec").path("names").deepCopy());
    JsonNode known = status.path("conditions");
    ArrayNode conditions = known instanceof ArrayNode list ? list : status.putArray("conditions");
    condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found");
    condition(
        conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted");
    return definition;
  }

  private void condition(ArrayNode conditions, String type, String reason, String message) {
    for (JsonNode known : conditions) {
      if (Json.string(known, "type").equals(type)) {
        return;
      }
    }
    conditions
        .addObject()
        .put("type", type)
        .put("status", "True")
        .put("lastTransitionTime", hands.backend().now())
        .put("reason", reason)
        .put("message", message);
  }
}
