package dev.tenon.api.generation;

import static dev.tenon.api.generation.CrdTree.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether everything that a released CRD accepts and promises holds under a newer one: which
 * changes break stored objects, manifests or clients. What cannot be decided, such as whether one
 * pattern is wider than another, counts as breaking.
 */
final class Compatibility {
  private static final List<String> UPPER_BOUNDS =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final List<String> LOWER_BOUNDS = List.of("minimum", "minLength", "minItems");
  private static final List<String> FIXED =
      List.of(
          "type",
          "default",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-preserve-unknown-fields");

  private final List<String> breaking = new ArrayList<>();

  private Compatibility() {}

  /**
   * The breaking changes from one CRD to another, each with its path; empty when there are none.
   */
  static List<String> breakingChanges(Map<String, Object> before, Map<String, Object> now) {
    Compatibility comparison = new Compatibility();
    comparison.crd(map(before.get("spec")), map(now.get("spec")));
    return List.copyOf(comparison.breaking);
  }

  private void crd(Map<String, Object> before, Map<String, Object> now) {
    same("scope", before.get("scope"), now.get("scope"));
    same("group", before.get("group"), now.get("group"));
    Map<String, Object> namesBefore = map(before.get("names"));
    Map<String, Object> namesNow = map(now.get("names"));
    for (String name : List.of("kind", "plural", "singular")) {
      same("names." + name, namesBefore.get(name), namesNow.get(name));
    }
    for (String name : List.of("shortNames", "categories")) {
      nothingGone("names." + name, list(namesBefore.get(name)), list(namesNow.get(name)));
    }
    Map<Object, Map<String, Object>> versions = byName(list(now.get("versions")));
    byName(list(before.get("versions")))
        .forEach(
            (name, version) -> {
              if (!Boolean.TRUE.equals(version.get("served"))) {
                return;
              }
              Map<String, Object> served = versions.get(name);
              if (served == null || !Boolean.TRUE.equals(served.get("served"))) {
                breaking.add("version " + name + ": not served any more");
              } else {
                version(version, served);
              }
            });
  }

  private void version(Map<String, Object> before, Map<String, Object> now) {
    nothingGone(
        "selectableFields",
        list(before.get("selectableFields")),
        list(now.get("selectableFields")));
    Map<String, Object> subresources = mapOrEmpty(now.get("subresources"));
    mapOrEmpty(before.get("subresources"))
        .keySet()
        .forEach(
            name -> {
              if (!subresources.containsKey(name)) {
                breaking.add("subresource " + name + ": removed");
              }
            });
    schema("", rootOf(before), rootOf(now));
  }

  private static Map<String, Object> rootOf(Map<String, Object> version) {
    return map(map(version.get("schema")).get("openAPIV3Schema"));
  }

  private void schema(String path, Map<String, Object> before, Map<String, Object> now) {
    FIXED.forEach(keyword -> same(path + ": " + keyword, before.get(keyword), now.get(keyword)));
    UPPER_BOUNDS.forEach(keyword -> bound(path, keyword, before, now, 1));
    LOWER_BOUNDS.forEach(keyword -> bound(path, keyword, before, now, -1));
    for (String keyword : List.of("pattern", "format")) {
      if (now.get(keyword) != null && !now.get(keyword).equals(before.get(keyword))) {
        breaking.add(path + ": " + keyword + " is now " + now.get(keyword));
      }
    }
    enumeration(path, before, now);
    list(now.get("required")).stream()
        .filter(name -> !list(before.get("required")).contains(name))
        .forEach(name -> breaking.add(path + "." + name + ": is required now"));
    rules(path, before, now);
    properties(path, before, now);
    for (String inside : List.of("items", "additionalProperties")) {
      if (before.get(inside) != null && now.get(inside) != null) {
        schema(
            path + (inside.equals("items") ? "[]" : "{}"),
            map(before.get(inside)),
            map(now.get(inside)));
      } else if (before.get(inside) != null || now.get(inside) != null) {
        breaking.add(path + ": " + inside + " " + (now.get(inside) == null ? "removed" : "added"));
      }
    }
  }

  private void properties(String path, Map<String, Object> before, Map<String, Object> now) {
    Map<String, Object> fields = mapOrEmpty(now.get("properties"));
    mapOrEmpty(before.get("properties"))
        .forEach(
            (name, field) -> {
              if (fields.containsKey(name)) {
                schema(path + "." + name, map(field), map(fields.get(name)));
              } else {
                breaking.add(path + "." + name + ": removed");
              }
            });
  }

  private void enumeration(String path, Map<String, Object> before, Map<String, Object> now) {
    if (before.get("enum") == null && now.get("enum") != null) {
      breaking.add(path + ": only these values now: " + now.get("enum"));
    } else if (now.get("enum") != null) {
      nothingGone(path + ": enum", list(before.get("enum")), list(now.get("enum")));
    }
  }

  private void rules(String path, Map<String, Object> before, Map<String, Object> now) {
    List<Object> known =
        list(before.get("x-kubernetes-validations")).stream().map(r -> map(r).get("rule")).toList();
    list(now.get("x-kubernetes-validations")).stream()
        .map(rule -> map(rule).get("rule"))
        .filter(rule -> !known.contains(rule))
        .forEach(rule -> breaking.add(path + ": new rule " + rule));
  }

  private void bound(
      String path, String keyword, Map<String, Object> before, Map<String, Object> now, int sign) {
    if (now.get(keyword) == null) {
      return;
    }
    double bound = ((Number) now.get(keyword)).doubleValue();
    if (before.get(keyword) == null
        || sign * bound < sign * ((Number) before.get(keyword)).doubleValue()) {
      breaking.add(path + ": " + keyword + " is now " + now.get(keyword));
    }
  }

  private void same(String what, Object before, Object now) {
    if (!Objects.equals(before, now)) {
      breaking.add(what + " was " + before + " and is " + now);
    }
  }

  private void nothingGone(String what, List<Object> before, List<Object> now) {
    before.stream()
        .filter(value -> !now.contains(value))
        .forEach(value -> breaking.add(what + ": " + value + " removed"));
  }

  private static Map<Object, Map<String, Object>> byName(List<Object> versions) {
    Map<Object, Map<String, Object>> byName = new LinkedHashMap<>();
    versions.forEach(version -> byName.put(map(version).get("name"), map(version)));
    return byName;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return value == null ? List.of() : (List<Object>) value;
  }

  private static Map<String, Object> mapOrEmpty(Object value) {
    return value == null ? Map.of() : map(value);
  }
}
