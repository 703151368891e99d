package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.tenon.engine.golang.GoUrl;
import java.util.List;

/** {@code url}, {@code isURL}, and the parts of a URL. */
final class UrlLibrary {
  private static final OpaqueType URL = OpaqueType.create("kubernetes.URL");

  /** A URL as a value. */
  private static final class UrlValue extends LibraryValue<GoUrl> {
    UrlValue(GoUrl url) {
      super(URL, url);
    }
  }

  private UrlLibrary() {}

  static List<Overload> overloads() {
    MapType query = MapType.create(STRING, ListType.create(STRING));
    return List.of(
        Overload.global("url", "string_to_url", URL, STRING, text -> parse((String) text)),
        Overload.global(
            "isURL", "is_url_string", BOOL, STRING, text -> GoUrl.isRequestUri((String) text)),
        Overload.member("getScheme", "url_get_scheme", STRING, URL, url -> inside(url).scheme()),
        Overload.member("getHost", "url_get_host", STRING, URL, url -> inside(url).host()),
        Overload.member(
            "getHostname", "url_get_hostname", STRING, URL, url -> inside(url).hostname()),
        Overload.member("getPort", "url_get_port", STRING, URL, url -> inside(url).port()),
        Overload.member(
            "getEscapedPath",
            "url_get_escaped_path",
            STRING,
            URL,
            url -> inside(url).escapedPath()),
        Overload.member("getQuery", "url_get_query", query, URL, url -> inside(url).queryValues()));
  }

  /**
   * It must be absolute; then it is read again, because only a reference has its fragment cut off.
   */
  private static UrlValue parse(String text) {
    try {
      GoUrl.parseRequestUri(text);
      return new UrlValue(GoUrl.parse(text));
    } catch (GoUrl.Invalid e) {
      throw Overload.failure("URL parse error during conversion from string: " + e.getMessage());
    }
  }

  private static GoUrl inside(Object value) {
    if (value instanceof UrlValue url) {
      return url.inside();
    }
    throw Overload.failure("no such overload");
  }
}
