package dev.tenon.local.api.verbs;

import dev.tenon.local.api.failure.Failures;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The parameters of a request's query. */
public final class Query {
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();

  /** Reads a raw query; null for none. */
  public Query(String raw) {
    if (raw == null || raw.isEmpty()) {
      return;
    }
    for (String part : raw.split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      try {
        parameters.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
      } catch (IllegalArgumentException e) {
        throw Failures.badRequest("invalid URL escape in the query: " + part);
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The first value of a parameter, or the empty string. */
  public String first(String name) {
    List<String> values = parameters.get(name);
    return values == null ? "" : values.get(0);
  }

  /** All values of a parameter. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** Whether a parameter is there, whatever its value. */
  public boolean has(String name) {
    return parameters.containsKey(name);
  }

  /** Whether a parameter says yes: {@code true}, {@code 1}, or nothing at all. */
  public boolean flag(String name) {
    return has(name) && !first(name).equals("false") && !first(name).equals("0");
  }

  /** A whole number; refuses what is none. */
  public OptionalLong number(String name) {
    String value = first(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw Failures.badRequest("strconv.ParseInt: parsing \"" + value + "\": invalid syntax");
    }
  }
}
