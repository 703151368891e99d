package dev.tenon.engine.estate;

import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.ReferencesOf.IndexedPattern;
import dev.tenon.plan.Ref;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An estate as it would be with one object changed, without changing or copying it: what a review
 * looks at before a change is made.
 */
public final class Overlay implements Estate {
  private final Estate base;
  private final Ref changed;
  private final Optional<TenonResource<?, ?>> now;
  private final List<Reference> references;

  private Overlay(Estate base, Ref changed, Optional<TenonResource<?, ?>> now) {
    this.base = base;
    this.changed = changed;
    this.now = now;
    this.references =
        now.map(
                object ->
                    ReferencesOf.read(
                        object, name -> pattern(name).map(IndexedPattern::of), this::system))
            .orElse(List.of());
  }

  /** The estate with this object in the place of the one of the same name. */
  public static Overlay with(Estate base, TenonResource<?, ?> object) {
    return new Overlay(base, Refs.of(object), Optional.of(object));
  }

  /** The estate without the object of that name. */
  public static Overlay without(Estate base, Ref ref) {
    return new Overlay(base, ref, Optional.empty());
  }

  @Override
  public Optional<TenonResource<?, ?>> find(Ref ref) {
    return ref.equals(changed) ? now : base.find(ref);
  }

  @Override
  public SortedSet<Ref> all(String kind) {
    SortedSet<Ref> all = base.all(kind);
    return kind.equals(changed.kind()) ? corrected(all, now.isPresent()) : all;
  }

  /** The set with or without the changed object; a copy only where it has to be another. */
  private SortedSet<Ref> corrected(SortedSet<Ref> set, boolean in) {
    if (set.contains(changed) == in) {
      return set;
    }
    SortedSet<Ref> copy = new TreeSet<>(set);
    if (in) {
      copy.add(changed);
    } else {
      copy.remove(changed);
    }
    return Collections.unmodifiableSortedSet(copy);
  }

  @Override
  public List<Reference> references(Ref of) {
    return of.equals(changed) ? references : base.references(of);
  }

  @Override
  public SortedSet<Ref> usersOf(Ref ref) {
    return corrected(base.usersOf(ref), refersTo(ref));
  }

  @Override
  public SortedSet<Ref> usersOf(Ref ref, String kind) {
    SortedSet<Ref> users = base.usersOf(ref, kind);
    return kind.equals(changed.kind()) ? corrected(users, refersTo(ref)) : users;
  }

  private boolean refersTo(Ref ref) {
    return references.stream().anyMatch(reference -> reference.to().equals(ref));
  }

  @Override
  public SortedSet<Ref> dependantsOf(Ref integration) {
    boolean names =
        references.stream()
            .anyMatch(it -> it.use() == Reference.Use.Upstream && it.to().equals(integration));
    return corrected(base.dependantsOf(integration), names);
  }

  @Override
  public SortedSet<String> systemsOf(Ref integration) {
    return integration.equals(changed)
        ? IndexedEstate.systems(references)
        : base.systemsOf(integration);
  }

  @Override
  public List<Team> teamsOf(Collection<String> groups) {
    TreeMap<String, Team> teams = new TreeMap<>();
    Stream.concat(
            base.teamsOf(groups).stream().filter(team -> !Refs.of(team).equals(changed)),
            now.filter(Team.class::isInstance).map(Team.class::cast).stream()
                .filter(team -> !Collections.disjoint(team.spec().groups(), groups)))
        .forEach(team -> teams.put(team.getMetadata().getName(), team));
    return List.copyOf(teams.values());
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) {
    return base.namespaceLabels(namespace);
  }

  /** Of what is changed there is no version: nothing that is computed from it can be kept. */
  @Override
  public long version(Ref ref) {
    return ref.equals(changed) || refersTo(ref) ? -1 : base.version(ref);
  }
}
