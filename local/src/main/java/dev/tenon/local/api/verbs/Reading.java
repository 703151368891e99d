package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.ObjectStore;
import dev.tenon.local.api.storage.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Getting and listing. */
public final class Reading {
  /** How long a list waits for a resource version that is to come, in milliseconds. */
  private static final long PATIENCE = 3_000;

  private final Backend backend;

  /** Reads from a backend. */
  public Reading(Backend backend) {
    this.backend = backend;
  }

  /** One object, in the version of the call. */
  public ObjectNode get(Call call) {
    return backend
        .store()
        .get(Forms.storedAs(call.type()), call.namespace(), call.name())
        .map(stored -> Forms.toVersion(call.type(), stored.object()))
        .orElseThrow(call::notFound);
  }

  /** Objects, or one chunk of them, as a List of the kind; {@code metadata} says where to go on. */
  public ObjectNode list(Call call) {
    ListOptions options = ListOptions.read(call);
    Page page = page(call, options);
    ObjectNode out = Json.object();
    out.put("kind", call.type().names().listKind()).put("apiVersion", call.type().apiVersion());
    out.set("metadata", page.metadata());
    ArrayNode items = out.putArray("items");
    page.objects().forEach(item -> items.add(call.type().custom() ? item : withoutHeader(item)));
    return out;
  }

  /** Items of built-in kinds do not repeat what the list says. */
  private static ObjectNode withoutHeader(ObjectNode item) {
    ObjectNode out = Json.object();
    item.properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("apiVersion") && !entry.getKey().equals("kind")) {
                out.set(entry.getKey(), entry.getValue());
              }
            });
    return out;
  }

  private record Page(List<ObjectNode> objects, ObjectNode metadata) {}

  private Page page(Call call, ListOptions options) {
    GroupResource id = Forms.storedAs(call.type());
    ObjectStore.Snapshot snapshot = snapshot(id, call, options);
    List<ObjectNode> objects = new ArrayList<>();
    ObjectNode metadata = Json.object();
    metadata.put("resourceVersion", Long.toString(snapshot.revision()));
    long remaining = 0;
    String last = "";
    for (Stored stored : snapshot.objects()) {
      String key = stored.namespace() + "/" + stored.name();
      if (key.compareTo(options.after()) <= 0 && !options.after().isEmpty()) {
        continue;
      }
      ObjectNode object = Forms.toVersion(call.type(), stored.object());
      if (!options.selects(object)) {
        continue;
      }
      if (options.limit() > 0 && objects.size() == options.limit()) {
        remaining++;
        continue;
      }
      objects.add(object);
      last = key;
    }
    if (remaining > 0) {
      metadata.put("continue", ListOptions.token(snapshot.revision(), last));
      if (!options.filters()) {
        metadata.put("remainingItemCount", remaining);
      }
    }
    return new Page(objects, metadata);
  }

  private ObjectStore.Snapshot snapshot(GroupResource id, Call call, ListOptions options) {
    ObjectStore store = backend.store();
    OptionalLong exact = options.exactly();
    if (exact.isPresent()) {
      return store
          .listAt(id, call.namespace(), exact.getAsLong())
          .orElseThrow(
              () ->
                  Failures.expired(
                      options.after().isEmpty()
                          ? "The resourceVersion for the provided list is too old."
                          : "The provided continue parameter is too old to display a consistent"
                              + " list result. You can start a new list without the continue"
                              + " parameter, or use the continue token in this response to"
                              + " retrieve the remainder of the results. Continuing with the"
                              + " provided token results in an inconsistent list - objects that"
                              + " were created, modified, or deleted between the time the first"
                              + " chunk was returned and now may show up in the list."));
    }
    awaitRevision(id, options.atLeast());
    return store.list(id, call.namespace());
  }

  private void awaitRevision(GroupResource id, long wanted) {
    ObjectStore store = backend.store();
    if (wanted <= store.revision()) {
      return;
    }
    try {
      store.history(id).await(wanted - 1, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (wanted > store.revision()) {
      throw Failures.tooLargeResourceVersion(wanted, store.revision());
    }
  }
}
