package dev.tenon.engine.estate;

import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.ReferencesOf.IndexedPattern;
import dev.tenon.plan.Ref;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An estate in memory that is kept up to date object by object, from files or from watches alike.
 * Writers take turns; readers never wait and see each object whole, and while one object is being
 * replaced they may see its old references or its new ones. Sized for 10,000 integrations: a change
 * costs what that object refers to, and for a System or a pattern its users once more.
 */
public final class IndexedEstate implements Estate {
  private final Map<Ref, Entry> objects = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentSkipListSet<Ref>> kinds = new ConcurrentHashMap<>();
  private final Map<Ref, ConcurrentSkipListSet<Ref>> users = new ConcurrentHashMap<>();
  private final Map<String, IndexedPattern> patterns = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentSkipListSet<Ref>> groups = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> namespaces = new ConcurrentHashMap<>();
  private final Map<Ref, Long> versions = new ConcurrentHashMap<>();
  private final List<Consumer<Ref>> watchers = new CopyOnWriteArrayList<>();
  private long changes;

  private record Entry(TenonResource<?, ?> object, List<Reference> references) {}

  /**
   * Puts an object in the place of the one of the same name.
   *
   * @return the objects that it referred to before or refers to now
   */
  public synchronized SortedSet<Ref> put(TenonResource<?, ?> object) {
    Ref ref = Refs.of(object);
    Optional<Entry> before = Optional.ofNullable(objects.get(ref));
    before.ifPresent(entry -> unindexTeam(ref, entry.object()));
    boolean users = mattersToReferences(before.map(Entry::object), Optional.of(object));
    if (object instanceof IntegrationPattern pattern) {
      patterns.put(ref.name(), IndexedPattern.of(pattern));
    }
    Entry entry = new Entry(object, read(object));
    objects.put(ref, entry);
    kinds.computeIfAbsent(ref.kind(), kind -> new ConcurrentSkipListSet<>()).add(ref);
    if (object instanceof Team team) {
      team.spec()
          .groups()
          .forEach(
              group -> groups.computeIfAbsent(group, g -> new ConcurrentSkipListSet<>()).add(ref));
    }
    SortedSet<Ref> touched = index(ref, before, Optional.of(entry));
    if (users) {
      readUsersAgain(ref);
    }
    return touched;
  }

  /**
   * Takes an object away.
   *
   * @return the objects that it referred to
   */
  public synchronized SortedSet<Ref> remove(Ref ref) {
    Optional<Entry> before = Optional.ofNullable(objects.remove(ref));
    if (before.isEmpty()) {
      return Collections.emptySortedSet();
    }
    Optional.ofNullable(kinds.get(ref.kind())).ifPresent(all -> all.remove(ref));
    unindexTeam(ref, before.get().object());
    if (ref.kind().equals(Refs.PATTERN)) {
      patterns.remove(ref.name());
    }
    SortedSet<Ref> touched = index(ref, before, Optional.empty());
    if (mattersToReferences(before.map(Entry::object), Optional.empty())) {
      readUsersAgain(ref);
    }
    return touched;
  }

  /**
   * Lets someone know of every object that was put or removed and is declared otherwise than
   * before, or whose references changed, from now on. It is called by the writer, after the change
   * can be read, and must be quick.
   */
  public void watch(Consumer<Ref> watcher) {
    watchers.add(watcher);
  }

  /** Says which labels a namespace has. */
  public void putNamespace(String name, Map<String, String> labels) {
    namespaces.put(name, Map.copyOf(labels));
  }

  /** Forgets a namespace. */
  public void removeNamespace(String name) {
    namespaces.remove(name);
  }

  private List<Reference> read(TenonResource<?, ?> object) {
    return ReferencesOf.read(object, name -> Optional.ofNullable(patterns.get(name)), this::system);
  }

  /** Whether a change of this object changes what its users refer to. */
  private static boolean mattersToReferences(
      Optional<TenonResource<?, ?>> before, Optional<TenonResource<?, ?>> after) {
    TenonResource<?, ?> one = before.or(() -> after).orElseThrow();
    if (one instanceof IntegrationPattern) {
      return !before
          .map(object -> ((IntegrationPattern) object).spec())
          .equals(after.map(object -> ((IntegrationPattern) object).spec()));
    }
    if (one instanceof SystemResource) {
      return !before
              .flatMap(object -> ((SystemResource) object).spec().credentials())
              .equals(after.flatMap(object -> ((SystemResource) object).spec().credentials()))
          || !before
              .flatMap(object -> ((SystemResource) object).spec().webhook())
              .equals(after.flatMap(object -> ((SystemResource) object).spec().webhook()));
    }
    return false;
  }

  private void readUsersAgain(Ref ref) {
    for (Ref user : List.copyOf(usersOf(ref))) {
      Entry before = objects.get(user);
      if (before != null) {
        Entry after = new Entry(before.object(), read(before.object()));
        if (!after.references().equals(before.references())) {
          objects.put(user, after);
          index(user, Optional.of(before), Optional.of(after));
        }
      }
    }
  }

  private SortedSet<Ref> index(Ref ref, Optional<Entry> before, Optional<Entry> after) {
    Set<Ref> old = targets(before);
    Set<Ref> now = targets(after);
    for (Ref target : now) {
      if (!old.contains(target)) {
        users.computeIfAbsent(target, t -> new ConcurrentSkipListSet<>()).add(ref);
      }
    }
    for (Ref target : old) {
      if (!now.contains(target)) {
        ConcurrentSkipListSet<Ref> left = users.get(target);
        left.remove(ref);
        if (left.isEmpty()) {
          users.remove(target);
        }
      }
    }
    SortedSet<Ref> touched = new TreeSet<>(old);
    touched.addAll(now);
    changes++;
    versions.put(ref, changes);
    if (declaredOtherwise(before, after)) {
      touched.forEach(target -> versions.put(target, changes));
      watchers.forEach(watcher -> watcher.accept(ref));
    }
    forgetUnnamed(ref);
    touched.forEach(this::forgetUnnamed);
    return touched;
  }

  /** Whether more than the status of an object changed. */
  private static boolean declaredOtherwise(Optional<Entry> before, Optional<Entry> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return true;
    }
    TenonResource<?, ?> old = before.get().object();
    TenonResource<?, ?> now = after.get().object();
    return !old.spec().equals(now.spec())
        || !before.get().references().equals(after.get().references())
        || !Objects.equals(
            old.getMetadata().getCreationTimestamp(), now.getMetadata().getCreationTimestamp());
  }

  /** What is not there and not named needs no version; should it return, it gets a new one. */
  private void forgetUnnamed(Ref ref) {
    if (!objects.containsKey(ref) && !users.containsKey(ref)) {
      versions.remove(ref);
    }
  }

  private static Set<Ref> targets(Optional<Entry> entry) {
    Set<Ref> targets = new LinkedHashSet<>();
    entry.ifPresent(e -> e.references().forEach(reference -> targets.add(reference.to())));
    return targets;
  }

  private void unindexTeam(Ref ref, TenonResource<?, ?> object) {
    if (object instanceof Team team) {
      team.spec()
          .groups()
          .forEach(group -> Optional.ofNullable(groups.get(group)).ifPresent(g -> g.remove(ref)));
    }
  }

  @Override
  public Optional<TenonResource<?, ?>> find(Ref ref) {
    return Optional.ofNullable(objects.get(ref)).map(Entry::object);
  }

  @Override
  public SortedSet<Ref> all(String kind) {
    return Collections.unmodifiableSortedSet(
        Optional.ofNullable(kinds.get(kind)).orElseGet(ConcurrentSkipListSet::new));
  }

  @Override
  public List<Reference> references(Ref of) {
    return Optional.ofNullable(objects.get(of)).map(Entry::references).orElse(List.of());
  }

  @Override
  public SortedSet<Ref> usersOf(Ref ref) {
    return Optional.ofNullable(users.get(ref))
        .map(Collections::unmodifiableSortedSet)
        .orElse(Collections.emptySortedSet());
  }

  @Override
  public SortedSet<Ref> usersOf(Ref ref, String kind) {
    // refs are ordered by kind first, so one kind is a range
    return usersOf(ref).subSet(new Ref(kind, "", ""), new Ref(kind + "\0", "", ""));
  }

  @Override
  public SortedSet<Ref> dependantsOf(Ref integration) {
    SortedSet<Ref> dependants = new TreeSet<>();
    for (Ref user : usersOf(integration, Refs.INTEGRATION)) {
      if (references(user).stream()
          .anyMatch(r -> r.use() == Reference.Use.Upstream && r.to().equals(integration))) {
        dependants.add(user);
      }
    }
    return dependants;
  }

  @Override
  public SortedSet<String> systemsOf(Ref integration) {
    return systems(references(integration));
  }

  static SortedSet<String> systems(List<Reference> references) {
    SortedSet<String> systems = new TreeSet<>();
    for (Reference reference : references) {
      if (reference.use().connects()) {
        systems.add(reference.to().name());
      }
    }
    return systems;
  }

  @Override
  public List<Team> teamsOf(Collection<String> names) {
    SortedSet<Ref> teams = new TreeSet<>();
    names.forEach(name -> Optional.ofNullable(groups.get(name)).ifPresent(teams::addAll));
    return teams.stream().flatMap(ref -> find(ref).stream()).map(Team.class::cast).toList();
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) {
    return Optional.ofNullable(namespaces.get(namespace));
  }

  @Override
  public long version(Ref ref) {
    return versions.getOrDefault(ref, 0L);
  }
}
