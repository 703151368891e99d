package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A set of fields of an object: a tree whose nodes may be members. Owning a field says nothing
 * about its parents or children. Filled by {@link #insert}; every other operation leaves it as it
 * is and makes a new one.
 */
final class FieldSet {
  private final TreeSet<PathElement> members = new TreeSet<>();
  private final TreeMap<PathElement, FieldSet> children = new TreeMap<>();

  /** Makes a set of fields given by names: {@code of(List.of("metadata", "name"))}. */
  @SafeVarargs
  static FieldSet of(List<String>... paths) {
    FieldSet set = new FieldSet();
    for (List<String> path : paths) {
      set.insert(path.stream().map(PathElement::field).toList());
    }
    return set;
  }

  /** Reads {@code fieldsV1}. */
  static FieldSet parse(JsonNode fieldsV1) {
    FieldSet set = new FieldSet();
    for (Map.Entry<String, JsonNode> entry : fieldsV1.properties()) {
      if (entry.getKey().equals(".")) {
        continue;
      }
      PathElement element = new PathElement(entry.getKey());
      if (entry.getValue().isEmpty() || entry.getValue().has(".")) {
        set.members.add(element);
      }
      FieldSet child = parse(entry.getValue());
      if (!child.isEmpty()) {
        set.children.put(element, child);
      }
    }
    return set;
  }

  /** Writes {@code fieldsV1}. */
  ObjectNode toJson() {
    ObjectNode out = Json.object();
    TreeSet<PathElement> all = new TreeSet<>(members);
    all.addAll(children.keySet());
    for (PathElement element : all) {
      FieldSet child = children.get(element);
      ObjectNode node = Json.object();
      if (child != null) {
        if (members.contains(element)) {
          node.putObject(".");
        }
        node.setAll(child.toJson());
      }
      out.set(element.text(), node);
    }
    return out;
  }

  /** Adds the field at a path; the empty path, the object itself, is owned by nobody. */
  void insert(List<PathElement> path) {
    if (path.isEmpty()) {
      return;
    }
    FieldSet at = this;
    for (PathElement element : path.subList(0, path.size() - 1)) {
      at = at.children.computeIfAbsent(element, e -> new FieldSet());
    }
    at.members.add(path.get(path.size() - 1));
  }

  boolean isEmpty() {
    return members.isEmpty() && children.values().stream().allMatch(FieldSet::isEmpty);
  }

  boolean has(PathElement element) {
    return members.contains(element);
  }

  /** What the set holds below a step. */
  Optional<FieldSet> below(PathElement element) {
    return Optional.ofNullable(children.get(element));
  }

  FieldSet union(FieldSet other) {
    FieldSet out = new FieldSet();
    out.members.addAll(members);
    out.members.addAll(other.members);
    out.children.putAll(children);
    other.children.forEach((element, child) -> out.children.merge(element, child, FieldSet::union));
    return out;
  }

  FieldSet intersection(FieldSet other) {
    FieldSet out = new FieldSet();
    out.members.addAll(members);
    out.members.retainAll(other.members);
    children.forEach(
        (element, child) ->
            other.below(element).ifPresent(there -> out.put(element, child.intersection(there))));
    return out;
  }

  /** What is here and not there, member by member. */
  FieldSet minus(FieldSet other) {
    FieldSet out = new FieldSet();
    out.members.addAll(members);
    out.members.removeAll(other.members);
    children.forEach(
        (element, child) -> out.put(element, other.below(element).map(child::minus).orElse(child)));
    return out;
  }

  /** What is here and not there, where a member there takes all that is below it as well. */
  FieldSet minusBranches(FieldSet other) {
    FieldSet out = new FieldSet();
    out.members.addAll(members);
    out.members.removeAll(other.members);
    children.forEach(
        (element, child) -> {
          if (!other.has(element)) {
            out.put(element, other.below(element).map(child::minusBranches).orElse(child));
          }
        });
    return out;
  }

  /** This set and every declared field on the way to its members. */
  FieldSet withDeclaredParents(Optional<Shape> shape) {
    FieldSet out = new FieldSet();
    out.members.addAll(members);
    Optional<Shape.MapShape> map = shape.flatMap(Shape::map);
    children.forEach(
        (element, child) -> {
          Optional<Shape> below = Optional.empty();
          if (element.isField() && map.isPresent()) {
            if (map.get().fields().containsKey(element.name())) {
              out.members.add(element);
            }
            below = map.get().at(element.name());
          } else if (element.isKey()) {
            below = shape.flatMap(Shape::list).map(Shape.ListShape::items);
          }
          out.children.put(element, child.withDeclaredParents(below));
        });
    return out;
  }

  /** Calls back for every member, parents before children. */
  void forEach(Consumer<List<PathElement>> visitor) {
    forEach(new ArrayList<>(), visitor);
  }

  private void forEach(List<PathElement> prefix, Consumer<List<PathElement>> visitor) {
    for (PathElement member : members) {
      prefix.add(member);
      visitor.accept(List.copyOf(prefix));
      prefix.remove(prefix.size() - 1);
    }
    children.forEach(
        (element, child) -> {
          prefix.add(element);
          child.forEach(prefix, visitor);
          prefix.remove(prefix.size() - 1);
        });
  }

  private void put(PathElement element, FieldSet child) {
    if (!child.isEmpty()) {
      children.put(element, child);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && toJson().equals(set.toJson());
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
