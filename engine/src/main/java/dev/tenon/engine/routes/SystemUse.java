package dev.tenon.engine.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * An endpoint in routes that names a System.
 *
 * @param scheme {@code system} or {@code events}
 * @param target what stands behind the scheme: a name, or a placeholder for one
 */
public record SystemUse(String scheme, String target) {

  /** Every such endpoint in routes, in their order, each once. */
  public static List<SystemUse> in(Collection<? extends Map<String, Object>> routes) {
    List<SystemUse> uses = new ArrayList<>();
    routes.forEach(route -> collect(route, uses));
    return uses.stream().distinct().toList();
  }

  private static void collect(Object node, List<SystemUse> uses) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value instanceof String text && (key.equals("uri") || key.equals("to"))) {
              read(text, uses);
            } else {
              collect(value, uses);
            }
          });
    } else if (node instanceof Collection<?> many) {
      many.forEach(one -> collect(one, uses));
    }
  }

  private static void read(String uri, List<SystemUse> uses) {
    for (String scheme : List.of("system", "events")) {
      if (uri.startsWith(scheme + ":")) {
        uses.add(new SystemUse(scheme, uri.substring(scheme.length() + 1)));
      }
    }
  }
}
