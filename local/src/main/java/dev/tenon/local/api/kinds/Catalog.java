package dev.tenon.local.api.kinds;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every kind that is served now. Readers see either the state before a change or the one after it.
 */
public final class Catalog {
  private record Key(String group, String version, String plural) implements Comparable<Key> {
    @Override
    public int compareTo(Key o) {
      int groups = group.compareTo(o.group);
      int versions = groups == 0 ? version.compareTo(o.version) : groups;
      return versions == 0 ? plural.compareTo(o.plural) : versions;
    }
  }

  private volatile Map<Key, ResourceType> types = Map.of();
  private final AtomicLong edition = new AtomicLong();

  /** A catalogue of the built-in kinds. */
  public Catalog() {
    replace(new GroupResource("", ""), Builtins.all());
  }

  /** A kind by what a path says. */
  public Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(types.get(new Key(group, version, plural)));
  }

  /** A resource in the version that its objects are stored in, or any that is served. */
  public Optional<ResourceType> stored(GroupResource id) {
    ResourceType any = null;
    for (ResourceType type : types.values()) {
      if (type.id().equals(id)) {
        any = type;
        if (type.version().equals(type.storedVersion())) {
          return Optional.of(type);
        }
      }
    }
    return Optional.ofNullable(any);
  }

  /** A kind by what objects and owner references say. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.values().stream()
        .filter(type -> type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
        .findFirst();
  }

  /** All kinds, by group, version and plural name. */
  public Collection<ResourceType> all() {
    return types.values();
  }

  /** All kinds of one group and version; empty where that is not served. */
  public List<ResourceType> in(String group, String version) {
    return types.values().stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .toList();
  }

  /** The served groups but the core group, sorted. */
  public List<String> groups() {
    Set<String> out = new LinkedHashSet<>();
    types.keySet().forEach(key -> out.add(key.group));
    out.remove("");
    return List.copyOf(out);
  }

  /** The served versions of a group, the most mature and newest first. */
  public List<String> versions(String group) {
    return types.keySet().stream()
        .filter(key -> key.group.equals(group))
        .map(Key::version)
        .distinct()
        .sorted(VersionOrder.NEWEST_FIRST)
        .toList();
  }

  /** Serves these kinds instead of those that the resource had; none to serve it no longer. */
  public synchronized void replace(GroupResource id, List<ResourceType> served) {
    TreeMap<Key, ResourceType> next = new TreeMap<>(types);
    next.values().removeIf(type -> type.id().equals(id));
    for (ResourceType type : served) {
      next.put(new Key(type.group(), type.version(), type.plural()), type);
    }
    types = next;
    edition.incrementAndGet();
  }

  /** Counts the changes: what was made of the catalogue is stale when this has moved. */
  public long edition() {
    return edition.get();
  }
}
