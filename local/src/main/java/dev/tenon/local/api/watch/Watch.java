package dev.tenon.local.api.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.History;
import dev.tenon.local.api.storage.ObjectStore;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import dev.tenon.local.api.verbs.Call;
import dev.tenon.local.api.verbs.Forms;
import dev.tenon.local.api.verbs.ListOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * One watch, run by the thread of its request. It reads changes from the history of its resource at
 * its own pace, so that no writer waits for it; when it falls so far behind that changes have been
 * forgotten, it is told so (410) and ends.
 */
public final class Watch {
  /** How often an idle watch that allows bookmarks gets one, in milliseconds. */
  private static final long BOOKMARK_EVERY = 60_000;

  private static final long GRACE_NANOS = 50_000_000;

  /** Where events go. */
  public interface Sink {
    /** Sends one event; throws where the client is gone. */
    void send(JsonNode event) throws IOException;

    /** Sends on what has been gathered. */
    void flush() throws IOException;
  }

  private final Backend backend;
  private final Call call;
  private final ListOptions options;
  private final UnaryOperator<ObjectNode> form;
  private final Sink sink;
  private final ResourceType type;
  private final GroupResource id;
  private final boolean bookmarks;
  private long at;

  /**
   * Prepares a watch.
   *
   * @param form how objects are sent: as they are, as tables, or just their metadata
   */
  public Watch(
      Backend backend, Call call, ListOptions options, UnaryOperator<ObjectNode> form, Sink sink) {
    this.backend = backend;
    this.call = call;
    this.options = options;
    this.form = form;
    this.sink = sink;
    this.type = call.type();
    this.id = Forms.storedAs(type);
    this.bookmarks = call.query().flag("allowWatchBookmarks");
  }

  /** Runs until the client is gone, its time is up, or the server closes. */
  public void run() throws IOException, InterruptedException {
    long asked = call.query().number("timeoutSeconds").orElse(0);
    long seconds = asked > 0 ? asked : ThreadLocalRandom.current().nextLong(1800, 3600);
    begin();
    sink.flush();
    // a little more, so that the client too sees it last that long
    long end = System.nanoTime() + seconds * 1_000_000_000L + GRACE_NANOS;
    History history = backend.store().history(id);
    if (history.after(at).isEmpty()) {
      expired();
      return;
    }
    long nextBookmark = System.nanoTime() + BOOKMARK_EVERY * 1_000_000;
    while (true) {
      long now = System.nanoTime();
      if (now >= end) {
        return;
      }
      long wait = Math.min(end, bookmarks ? nextBookmark : end) - now;
      if (!history.await(at, Math.max(1, wait / 1_000_000))) {
        return;
      }
      long upTo = backend.store().revision();
      Optional<List<Change>> changes = history.after(at);
      if (changes.isEmpty()) {
        expired();
        return;
      }
      for (Change change : changes.get()) {
        event(change);
        at = change.revision();
      }
      if (bookmarks && System.nanoTime() >= nextBookmark) {
        at = Math.max(at, upTo);
        bookmark(false);
        nextBookmark = System.nanoTime() + BOOKMARK_EVERY * 1_000_000;
      }
      sink.flush();
    }
  }

  private void begin() throws IOException {
    boolean fromNow = options.revision().isEmpty() || options.revision().equals("0");
    boolean initial = options.initialEvents().orElse(fromNow);
    if (!initial) {
      at = fromNow ? backend.store().revision() : options.atLeast();
      return;
    }
    ObjectStore.Snapshot snapshot = backend.store().list(id, call.namespace());
    for (Stored stored : snapshot.objects()) {
      ObjectNode object = Forms.toVersion(type, stored.object());
      if (options.selects(object)) {
        send("ADDED", object);
      }
    }
    at = snapshot.revision();
    if (options.initialEvents().orElse(false) && bookmarks) {
      bookmark(true);
    }
  }

  private boolean selects(ObjectNode stored) {
    boolean here =
        call.namespace().isEmpty() || Json.meta(stored, "namespace").equals(call.namespace());
    return here && options.selects(Forms.toVersion(type, stored));
  }

  private void event(Change change) throws IOException {
    boolean was = change.before().filter(this::selects).isPresent();
    boolean is = change.type() != Change.Type.DELETED && selects(change.object());
    if (is) {
      send(was ? "MODIFIED" : "ADDED", Forms.toVersion(type, change.object()));
    } else if (was) {
      send("DELETED", Forms.toVersion(type, leaving(change)));
    }
  }

  /**
   * What leaves the selection is shown as it last was in it, with the revision at which it left.
   */
  private static ObjectNode leaving(Change change) {
    if (change.type() == Change.Type.DELETED) {
      return change.object();
    }
    ObjectNode out = change.before().orElseThrow().deepCopy();
    Json.metadata(out).put("resourceVersion", Long.toString(change.revision()));
    return out;
  }

  private void send(String what, ObjectNode object) throws IOException {
    ObjectNode event = Json.object().put("type", what);
    event.set("object", form.apply(object));
    sink.send(event);
  }

  private void bookmark(boolean initialEnd) throws IOException {
    ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(at));
    if (!type.custom()) {
      metadata.putNull("creationTimestamp");
    }
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    ObjectNode event = Json.object().put("type", "BOOKMARK");
    event.set("object", object);
    sink.send(event);
  }

  private void expired() throws IOException {
    ObjectNode event = Json.object().put("type", "ERROR");
    event.set(
        "object",
        Failures.expired(
                "too old resource version: " + at + " (" + backend.store().revision() + ")")
            .status());
    sink.send(event);
    sink.flush();
  }
}
