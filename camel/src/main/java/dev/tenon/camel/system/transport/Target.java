package dev.tenon.camel.system.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where a System is: scheme, host, port, and the path and query that every request begins with.
 *
 * @param path empty, or a path that begins with a slash and does not end with one
 * @param query what stands behind a question mark in the System's URI, still encoded
 */
public record Target(String scheme, String host, int port, String path, Optional<String> query) {

  /**
   * Reads the URI of a System.
   *
   * @throws IllegalArgumentException if it is not http or https, has no host, or has a user or a
   *     fragment
   */
  public static Target parse(String uri) {
    URI parsed;
    try {
      parsed = new URI(uri);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + uri + "' is not a URI: " + e.getReason(), e);
    }
    String scheme = parsed.getScheme() == null ? "" : parsed.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("'" + uri + "' is not an http or https URI");
    }
    if (parsed.getHost() == null || parsed.getRawUserInfo() != null) {
      throw new IllegalArgumentException("'" + uri + "' must name a host, and no user");
    }
    if (parsed.getRawFragment() != null) {
      throw new IllegalArgumentException("'" + uri + "' must have no fragment");
    }
    String path = parsed.getRawPath() == null ? "" : parsed.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return new Target(
        scheme,
        parsed.getHost().toLowerCase(Locale.ROOT),
        port(scheme, parsed.getPort()),
        path,
        Optional.ofNullable(parsed.getRawQuery()).filter(query -> !query.isEmpty()));
  }

  /** Whether both are the same origin: scheme, host and port (RFC 6454). */
  public boolean sameOrigin(Target other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  HttpHost httpHost() {
    return new HttpHost(scheme, host, port);
  }

  private static int port(String scheme, int stated) {
    if (stated >= 0) {
      return stated;
    }
    return scheme.equals("https") ? 443 : 80;
  }
}
