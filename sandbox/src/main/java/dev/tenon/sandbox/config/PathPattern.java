package dev.tenon.sandbox.config;

import java.util.List;

/**
 * Which paths are meant: a path as it stands; {@code *} for one segment; {@code **} at the end for
 * whatever follows, also nothing.
 */
public final class PathPattern {
  private final String text;
  private final List<String> segments;

  private PathPattern(String text) {
    this.text = text;
    this.segments = List.of(text.substring(1).split("/", -1));
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it does not start with a slash
   */
  public static PathPattern of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a path; expected one such as /tickets, /tickets/* or /crm/**");
    }
    return new PathPattern(text);
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** Whether it means this path; its own base and query left out. */
  public boolean matches(String path) {
    if (path.equals(text)) {
      return true;
    }
    int at = 1;
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.equals("**") && i == segments.size() - 1) {
        return true;
      }
      if (at > path.length()) {
        return false;
      }
      int end = path.indexOf('/', at);
      String actual = path.substring(at, end < 0 ? path.length() : end);
      if (!segment.equals("*") && !segment.equals(actual)) {
        return false;
      }
      at = (end < 0 ? path.length() : end) + 1;
    }
    return at > path.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
