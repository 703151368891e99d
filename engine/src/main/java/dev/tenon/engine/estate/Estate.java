package dev.tenon.engine.estate;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.plan.Ref;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that is declared, and who refers to whom. It is the same for admission, for
 * reconcilers and for the command line. What it returns must not be changed.
 */
public interface Estate {
  /** The object of that name, of any of the eight kinds. */
  Optional<TenonResource<?, ?>> find(Ref ref);

  /** Whether there is an object of that name. */
  default boolean has(Ref ref) {
    return find(ref).isPresent();
  }

  /** The integration of that name. */
  default Optional<Integration> integration(Ref ref) {
    return find(ref).filter(Integration.class::isInstance).map(Integration.class::cast);
  }

  /** The pattern of that name. */
  default Optional<IntegrationPattern> pattern(String name) {
    return find(Refs.pattern(name)).map(IntegrationPattern.class::cast);
  }

  /** The System of that name. */
  default Optional<SystemResource> system(String name) {
    return find(Refs.system(name)).map(SystemResource.class::cast);
  }

  /** The Team of that name. */
  default Optional<Team> team(String name) {
    return find(Refs.team(name)).map(Team.class::cast);
  }

  /** The names of all objects of a kind, in order. */
  SortedSet<Ref> all(String kind);

  /** All policies, by name. */
  default List<IntegrationPolicy> policies() {
    return all(Refs.POLICY).stream()
        .flatMap(ref -> find(ref).stream())
        .map(IntegrationPolicy.class::cast)
        .toList();
  }

  /** What an object refers to, in the order of its fields; empty for one that is not there. */
  List<Reference> references(Ref of);

  /**
   * The objects that refer to another, in order, whether that one exists or not. A Secret's users
   * are the integrations whose Systems read it.
   */
  SortedSet<Ref> usersOf(Ref ref);

  /** The users of one kind, in order. */
  SortedSet<Ref> usersOf(Ref ref, String kind);

  /** The integrations that name this one as an upstream, in order. */
  SortedSet<Ref> dependantsOf(Ref integration);

  /** The names of the Systems that an integration calls or receives from, in order. */
  SortedSet<String> systemsOf(Ref integration);

  /** The Systems that an integration calls, not those that it only receives from, in order. */
  default SortedSet<Ref> calledBy(Ref integration) {
    SortedSet<Ref> called = new TreeSet<>();
    for (Reference reference : references(integration)) {
      if (reference.use().calls()) {
        called.add(reference.to());
      }
    }
    return called;
  }

  /** The waivers that name an integration, in order, those without effect included. */
  default List<Waiver> waiversOf(Ref integration) {
    return usersOf(integration, Refs.WAIVER).stream()
        .flatMap(ref -> find(ref).stream())
        .map(Waiver.class::cast)
        .toList();
  }

  /**
   * The pauses that name an integration or a System that it calls, in order, past ones included.
   */
  default List<Pause> pausesOf(Ref integration) {
    SortedSet<Ref> pauses = new TreeSet<>(usersOf(integration, Refs.PAUSE));
    for (String system : systemsOf(integration)) {
      usersOf(Refs.system(system), Refs.PAUSE).stream()
          .filter(pause -> pause.namespace().equals(integration.namespace()))
          .forEach(pauses::add);
    }
    return pauses.stream().flatMap(ref -> find(ref).stream()).map(Pause.class::cast).toList();
  }

  /** The Teams for which one of these Kubernetes groups acts, by name. */
  List<Team> teamsOf(Collection<String> groups);

  /** The labels of a namespace, or empty where it is not known. */
  Optional<Map<String, String>> namespaceLabels(String namespace);

  /**
   * A number that is another after each change of the object, its status included, or of what an
   * object that refers to it declares. 0 for what was never named. With it, what was computed from
   * an object and its users can be kept.
   */
  long version(Ref ref);
}
