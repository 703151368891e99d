package dev.tenon.sandbox.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it was read. {@code path} is below the vendor's base, as the client wrote it
 * (percent-encoding and all); {@code query} is what stood behind the question mark; {@code headers}
 * alternates names and values; {@code base} is the URL that the client knows the vendor under, for
 * links.
 */
public record Request(
    String method, String path, String query, List<String> headers, byte[] body, String base) {
  private static final byte[] NOTHING = {};

  /** A request of which only the headers are read. */
  public Request(String method, String path, String query, List<String> headers, String base) {
    this(method, path, query, headers, NOTHING, base);
  }

  /** The same with its body. */
  public Request with(byte[] body) {
    return new Request(method, path, query, headers, body, base);
  }

  /** The first value of a header; its name's case does not matter. */
  public Optional<String> header(String name) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        return Optional.of(headers.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** The segments of the path, decoded; none for the base itself. */
  public List<String> segments() {
    return segmentsBelow("");
  }

  /** The segments below a path that this one starts with, decoded. */
  public List<String> segmentsBelow(String start) {
    if (path.length() <= start.length() + 1) {
      return List.of();
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(start.length() + 1).split("/", -1)) {
      segments.add(decodeSegment(segment));
    }
    return segments;
  }

  /** Whether the path is this one or below it. */
  public boolean isBelow(String start) {
    return path.startsWith(start)
        && (path.length() == start.length() || path.charAt(start.length()) == '/');
  }

  /** The parameters of the query, decoded; of several with one name the last counts. */
  public Map<String, String> parameters() {
    return form(query);
  }

  /** Reads {@code a=1&b=2}; what cannot be decoded stays as it is. */
  public static Map<String, String> form(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int at = pair.indexOf('=');
      String name = at < 0 ? pair : pair.substring(0, at);
      parameters.put(decode(name), at < 0 ? "" : decode(pair.substring(at + 1)));
    }
    return parameters;
  }

  private static String decodeSegment(String segment) {
    return segment.indexOf('%') < 0 ? segment : decode(segment.replace("+", "%2B"));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
