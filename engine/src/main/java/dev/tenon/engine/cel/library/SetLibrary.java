package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.tenon.engine.cel.value.CelItem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code sets.contains}, {@code sets.equivalent}, {@code sets.intersects}, in time linear in both
 * lists.
 */
final class SetLibrary {
  private SetLibrary() {}

  static List<Overload> overloads() {
    CelType list = ListType.create(TypeParamType.create("T"));
    return List.of(
        Overload.global(
            "sets.contains",
            "list_sets_contains_list",
            BOOL,
            list,
            list,
            (a, b) -> setOf(a).containsAll(setOf(b))),
        Overload.global(
            "sets.equivalent",
            "list_sets_equivalent_list",
            BOOL,
            list,
            list,
            (a, b) -> setOf(a).equals(setOf(b))),
        Overload.global(
            "sets.intersects",
            "list_sets_intersects_list",
            BOOL,
            list,
            list,
            (a, b) -> {
              Set<Object> first = setOf(a);
              return setOf(b).stream().anyMatch(first::contains);
            }));
  }

  private static Set<Object> setOf(Object list) {
    Set<Object> out = new HashSet<>();
    ((List<?>) list).forEach(item -> out.add(new CelItem(item)));
    return out;
  }
}
