package dev.tenon.engine.render;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Paths of requests: RFC 6570 templates of its first level, {@code /tickets/{id}}, whose literals
 * need no encoding. Segments of nothing, {@code .} and {@code ..} are refused, because servers and
 * proxies resolve them; a query has a field of its own.
 */
final class PathTemplate {
  private static final Pattern SEGMENT =
      Pattern.compile("([A-Za-z0-9._~:@,-]|\\{[A-Za-z_][A-Za-z0-9_.-]*})+");

  private PathTemplate() {}

  /** What is wrong with a path, if anything. */
  static Optional<String> problem(String path) {
    if (!path.startsWith("/")) {
      return Optional.of("must start with /");
    }
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      return Optional.of("must not have a query or a fragment: put queries in `query`");
    }
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty()) {
        return Optional.of("must not have an empty segment (// or / at its end)");
      }
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.of("must not have a segment " + segment);
      }
      if (!SEGMENT.matcher(segment).matches()) {
        return Optional.of(
            "may only have letters, digits and . _ ~ : @ , - and {name} between its slashes");
      }
    }
    return Optional.empty();
  }
}
