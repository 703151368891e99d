package dev.tenon.local.api.http;

import com.sun.net.httpserver.Headers;
import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.failure.Failures;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who asks: the holder of the one token, who may say that he acts for somebody else, so that rules
 * about users can be tried.
 */
final class Authentication {
  private static final User ADMIN =
      new User("system:admin", "", List.of("system:masters", "system:authenticated"), Map.of());
  private static final String EXTRA = "impersonate-extra-";

  private final byte[] credentials;

  Authentication(String token) {
    credentials = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses with 401 whoever does not hold the token. */
  User user(Headers headers) {
    String given = headers.getFirst("Authorization");
    if (given == null
        || !MessageDigest.isEqual(credentials, given.getBytes(StandardCharsets.UTF_8))) {
      throw Failures.unauthorized();
    }
    String name = headers.getFirst("Impersonate-User");
    List<String> groups = headers.getOrDefault("Impersonate-Group", List.of());
    if (name == null || name.isEmpty()) {
      if (!groups.isEmpty() || headers.containsKey("Impersonate-Uid")) {
        throw Failures.internal("requested impersonation without impersonating a user");
      }
      return ADMIN;
    }
    List<String> all = new ArrayList<>(groups);
    if (!all.contains("system:authenticated") && !name.equals("system:anonymous")) {
      all.add("system:authenticated");
    }
    Map<String, List<String>> extra = new TreeMap<>();
    headers.forEach(
        (header, values) -> {
          String lower = header.toLowerCase(Locale.ROOT);
          if (lower.startsWith(EXTRA)) {
            String key = URLDecoder.decode(lower.substring(EXTRA.length()), StandardCharsets.UTF_8);
            extra.put(key, List.copyOf(values));
          }
        });
    String uid = headers.getFirst("Impersonate-Uid");
    return new User(name, uid == null ? "" : uid, List.copyOf(all), extra);
  }

  /**
   * Refuses a request for another host: a page in a browser can make a name of its own lead to
   * 127.0.0.1, but it cannot make the browser send our name.
   */
  static void checkHost(Headers headers) {
    String host = headers.getFirst("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    if (!Set.of("127.0.0.1", "localhost", "[::1]").contains(name)) {
      throw Failures.forbidden(
          "this API answers at 127.0.0.1 and localhost only, not at "
              + (name.isEmpty() ? "a host without a name" : name));
    }
  }
}
