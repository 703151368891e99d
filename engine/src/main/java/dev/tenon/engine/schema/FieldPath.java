package dev.tenon.engine.schema;

/**
 * Where a value is in an object: {@code spec.slos[0].name}, or {@code spec.labels[app]} for a key
 * of a map, as {@code field.Path} of Kubernetes prints it. Immutable; a path shares its parents, so
 * making one costs nothing until it is printed. Equal are those that print equally.
 */
public final class FieldPath {
  private static final FieldPath ROOT = new FieldPath(null, "", false);

  private final FieldPath parent;
  private final String segment;
  private final boolean subscript;

  private FieldPath(FieldPath parent, String segment, boolean subscript) {
    this.parent = parent;
    this.segment = segment;
    this.subscript = subscript;
  }

  /** The object itself; it prints as nothing. */
  public static FieldPath root() {
    return ROOT;
  }

  /**
   * A path that begins with the given names, which are taken as they are: {@code
   * of("spec.pattern.parameters")}.
   */
  public static FieldPath of(String path) {
    return path.isEmpty() ? ROOT : ROOT.child(path);
  }

  /** A named field below this one. */
  public FieldPath child(String name) {
    return new FieldPath(this, name, false);
  }

  /** A key of a map. */
  public FieldPath key(String key) {
    return new FieldPath(this, key, true);
  }

  /** An item of a list, from 0. */
  public FieldPath index(int index) {
    return new FieldPath(this, Integer.toString(index), true);
  }

  boolean isRoot() {
    return parent == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldPath path && toString().equals(path.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    append(out);
    return out.toString();
  }

  private void append(StringBuilder out) {
    if (parent == null) {
      return;
    }
    parent.append(out);
    if (subscript) {
      out.append('[').append(segment).append(']');
    } else {
      out.append(out.isEmpty() ? "" : ".").append(segment);
    }
  }
}
