package dev.tenon.runner.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with {@code {name}} segments, such as {@code /shop/orders/{id}}. A parameter stands for
 * one whole segment.
 */
record PathTemplate(String text, List<String> segments) {

  static PathTemplate parse(String text) {
    return new PathTemplate(text, List.of(strip(text).split("/", -1)));
  }

  /**
   * The decoded segments of a request's path, or empty when it is no path that anything here
   * listens on: an empty segment, {@code .} or {@code ..}, or a broken escape. One slash at the end
   * is ignored.
   */
  static Optional<List<String>> segmentsOf(String rawPath) {
    if (!rawPath.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : strip(rawPath).split("/", -1)) {
      String segment;
      try {
        // a plus is a plus in a path
        segment =
            raw.indexOf('%') < 0
                ? raw
                : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.empty();
      }
      segments.add(segment);
    }
    return Optional.of(segments);
  }

  private static String strip(String path) {
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") && path.length() > 1 ? path.length() - 1 : path.length();
    return path.substring(start, Math.max(start, end));
  }

  /** The values of the parameters, or empty when the path is another. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = Map.of();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (parameter(segment)) {
        if (values.isEmpty()) {
          values = new LinkedHashMap<>();
        }
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** Literal segments; of two templates that match, the one with more of them is meant. */
  long literals() {
    return segments.stream().filter(segment -> !parameter(segment)).count();
  }

  /** Whether every path that one matches is matched by the other. */
  boolean sameAs(PathTemplate other) {
    if (segments.size() != other.segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      boolean bothParameters = parameter(segments.get(i)) && parameter(other.segments.get(i));
      if (!bothParameters && !segments.get(i).equals(other.segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean parameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
