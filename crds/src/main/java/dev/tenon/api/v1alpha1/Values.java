package dev.tenon.api.v1alpha1;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the records keep what they were given: never null, never changed afterwards. */
final class Values {
  private Values() {}

  static <E> List<E> copy(List<E> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <V> Map<String, V> copy(Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** A copy of free-form JSON that is unchangeable to its depth; nulls inside are kept. */
  static Map<String, Object> freeze(Map<String, Object> map) {
    if (map == null) {
      return Map.of();
    }
    Map<String, Object> frozen = new LinkedHashMap<>();
    map.forEach((key, value) -> frozen.put(key, freezeAny(value)));
    return Collections.unmodifiableMap(frozen);
  }

  static List<Map<String, Object>> freezeAll(List<Map<String, Object>> list) {
    return list == null ? List.of() : list.stream().map(Values::freeze).toList();
  }

  static <T> T or(T value, T fallback) {
    return value == null ? fallback : value;
  }

  private static Object freezeAny(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> frozen = new LinkedHashMap<>();
      map.forEach((key, inner) -> frozen.put(String.valueOf(key), freezeAny(inner)));
      return Collections.unmodifiableMap(frozen);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Values::freezeAny).toList();
    }
    return value;
  }
}
