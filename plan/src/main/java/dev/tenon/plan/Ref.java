package dev.tenon.plan;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names one object: its kind, its namespace and its name. The namespace is empty for kinds that
 * have none. Ordered by kind, namespace, name.
 */
public record Ref(String kind, String namespace, String name) implements Comparable<Ref> {
  private static final Comparator<Ref> ORDER =
      Comparator.comparing(Ref::kind).thenComparing(Ref::namespace).thenComparing(Ref::name);

  /** Rejects nulls; the namespace of a cluster kind is the empty text. */
  public Ref {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /** A reference to an object of a kind without namespaces. */
  public static Ref cluster(String kind, String name) {
    return new Ref(kind, "", name);
  }

  /** A reference to the Integration of that name. */
  public static Ref integration(String namespace, String name) {
    return new Ref("Integration", namespace, name);
  }

  /** {@code namespace/name}, or the name alone where there is no namespace. */
  public String path() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public int compareTo(Ref other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + path();
  }
}
