package dev.tenon.local.api.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * All objects. A write is a comparison with what the writer saw, an append to the journal and a
 * change in memory, under one lock that is held for microseconds; everything else (validation,
 * admission, serialisation, watches) happens outside it.
 */
public final class ObjectStore implements AutoCloseable {
  private static final long REWRITE_FROM = 8L << 20;

  /**
   * Objects as they were at one moment.
   *
   * @param revision the resource version of that moment
   */
  public record Snapshot(List<Stored> objects, long revision) {}

  /** Hears of every change, on the thread and under the lock of its writer: it must be quick. */
  public interface Listener {
    /** A change has been stored. */
    void changed(GroupResource id, Change change);
  }

  /** One resource: its objects by namespace and name, and its latest changes. */
  private static final class Shelf {
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final History history;

    Shelf(long since) {
      history = new History(since);
    }
  }

  private final Map<GroupResource, Shelf> shelves = new ConcurrentHashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<Listener> listeners = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final Journal journal;
  private volatile long revision;
  private long sizeAfterRewrite;
  private long began;
  private boolean closed;

  /**
   * Opens the state in a file, or begins a new one.
   *
   * @throws StorageFailure where the file is damaged or cannot be written
   */
  public ObjectStore(Path file) {
    journal = Journal.open(file, this::replay);
    began = revision;
    shelves.replaceAll(
        (id, shelf) -> {
          Shelf fresh = new Shelf(began);
          fresh.objects.putAll(shelf.objects);
          return fresh;
        });
    rewriteIfLarge();
  }

  private void replay(JsonNode entry) {
    long at = entry.path("revision").asLong();
    revision = Math.max(revision, at);
    if (!entry.has("resource")) {
      return;
    }
    Shelf shelf =
        shelf(new GroupResource(Json.string(entry, "group"), Json.string(entry, "resource")));
    if (entry.path("object") instanceof ObjectNode object) {
      shelf.objects.put(key(object), new Stored(at, object));
    } else {
      shelf.objects.remove(Json.string(entry, "key"));
    }
  }

  private Shelf shelf(GroupResource id) {
    return shelves.computeIfAbsent(id, i -> new Shelf(began));
  }

  /** Adds a listener for the changes from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  private void publish(GroupResource id, Shelf shelf, Change change, int bytes) {
    shelf.history.append(change, bytes);
    listeners.forEach(listener -> listener.changed(id, change));
  }

  private static String key(JsonNode object) {
    return key(Json.meta(object, "namespace"), Json.meta(object, "name"));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** The resource version of the latest change. */
  public long revision() {
    return revision;
  }

  /** One object. */
  public Optional<Stored> get(GroupResource id, String namespace, String name) {
    Shelf shelf = shelf(id);
    lock.readLock().lock();
    try {
      return Optional.ofNullable(shelf.objects.get(key(namespace, name)));
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * The objects of a resource, sorted by namespace and name.
   *
   * @param namespace empty for all namespaces
   */
  public Snapshot list(GroupResource id, String namespace) {
    Shelf shelf = shelf(id);
    lock.readLock().lock();
    try {
      List<Stored> objects =
          namespace.isEmpty()
              ? new ArrayList<>(shelf.objects.values())
              : new ArrayList<>(shelf.objects.subMap(namespace + "/", namespace + "0").values());
      return new Snapshot(objects, revision);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * The objects of a resource as they were at a revision.
   *
   * @return nothing where history does not reach back that far, or that revision is yet to come
   */
  public Optional<Snapshot> listAt(GroupResource id, String namespace, long at) {
    Shelf shelf = shelf(id);
    TreeMap<String, Stored> then;
    List<Change> since;
    lock.readLock().lock();
    try {
      Optional<List<Change>> known = shelf.history.after(at);
      if (known.isEmpty() || at > revision) {
        return Optional.empty();
      }
      since = known.get();
      then = new TreeMap<>(shelf.objects);
    } finally {
      lock.readLock().unlock();
    }
    for (int i = since.size() - 1; i >= 0; i--) {
      Change change = since.get(i);
      String key = key(change.object());
      change
          .before()
          .ifPresentOrElse(
              before ->
                  then.put(
                      key,
                      new Stored(Long.parseLong(Json.meta(before, "resourceVersion")), before)),
              () -> then.remove(key));
    }
    List<Stored> objects =
        new ArrayList<>(
            namespace.isEmpty()
                ? then.values()
                : then.subMap(namespace + "/", namespace + "0").values());
    return Optional.of(new Snapshot(objects, at));
  }

  /** The latest changes of a resource. */
  public History history(GroupResource id) {
    return shelf(id).history;
  }

  /** The resources that have objects. */
  public List<GroupResource> resources() {
    return shelves.entrySet().stream()
        .filter(entry -> !list(entry.getKey(), "").objects().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * Stores a new object; sets its resourceVersion.
   *
   * @throws Stale where there is one of that name
   */
  public Stored create(GroupResource id, ObjectNode object) throws Stale {
    return put(id, object, 0);
  }

  /**
   * Stores an object in place of the one that the writer saw; sets its resourceVersion.
   *
   * @param seen the revision of the object that it replaces
   * @throws Stale where that is no longer the latest
   */
  public Stored update(GroupResource id, ObjectNode object, long seen) throws Stale {
    return put(id, object, seen);
  }

  private Stored put(GroupResource id, ObjectNode object, long seen) throws Stale {
    Shelf shelf = shelf(id);
    String key = key(object);
    lock.writeLock().lock();
    try {
      Stored before = shelf.objects.get(key);
      expect(before, seen);
      long next = revision + 1;
      Json.metadata(object).put("resourceVersion", Long.toString(next));
      int bytes = journal.append(entry(id, next, object));
      Stored after = new Stored(next, object);
      shelf.objects.put(key, after);
      revision = next;
      publish(
          id,
          shelf,
          new Change(
              before == null ? Change.Type.ADDED : Change.Type.MODIFIED,
              next,
              object,
              Optional.ofNullable(before).map(Stored::object)),
          bytes);
      rewriteIfLarge();
      return after;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Removes an object.
   *
   * @param last the object as watches are to see it last; its resourceVersion is set
   * @param seen the revision of the object that the writer saw
   * @throws Stale where that is no longer the latest
   */
  public Stored delete(GroupResource id, ObjectNode last, long seen) throws Stale {
    Shelf shelf = shelf(id);
    String key = key(last);
    lock.writeLock().lock();
    try {
      Stored before = shelf.objects.get(key);
      expect(before, seen);
      long next = revision + 1;
      Json.metadata(last).put("resourceVersion", Long.toString(next));
      ObjectNode entry = entry(id, next, null);
      int bytes = journal.append(entry.put("key", key));
      shelf.objects.remove(key);
      revision = next;
      publish(
          id,
          shelf,
          new Change(Change.Type.DELETED, next, last, Optional.of(before.object())),
          bytes);
      return new Stored(next, last);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void expect(Stored before, long seen) throws Stale {
    if (closed) {
      throw new StorageFailure("the API is shutting down");
    }
    if ((before == null ? 0 : before.revision()) != seen || (before == null && seen != 0)) {
      throw new Stale();
    }
  }

  private static ObjectNode entry(GroupResource id, long revision, JsonNode object) {
    ObjectNode entry = Json.object();
    entry.put("revision", revision).put("group", id.group()).put("resource", id.plural());
    if (object != null) {
      entry.set("object", object);
    }
    return entry;
  }

  /** Drops what has been overwritten, when that is most of the file. */
  private void rewriteIfLarge() {
    if (journal.size() < Math.max(REWRITE_FROM, 4 * sizeAfterRewrite)) {
      return;
    }
    Stream<ObjectNode> head = Stream.of(Json.object().put("revision", revision));
    Stream<ObjectNode> objects =
        shelves.entrySet().stream()
            .flatMap(
                shelf ->
                    shelf.getValue().objects.values().stream()
                        .map(o -> entry(shelf.getKey(), o.revision(), o.object())));
    journal.rewrite(Stream.concat(head, objects));
    sizeAfterRewrite = journal.size();
  }

  /** Ends watches, refuses further writes, and closes the file. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        shelves.values().forEach(shelf -> shelf.history.close());
        journal.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
