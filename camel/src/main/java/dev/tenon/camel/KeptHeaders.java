package dev.tenon.camel;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers of a request go on with its message: not Camel's own, not those about one
 * connection, and none that may hold a credential or a signature.
 */
public final class KeptHeaders {
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private static final Pattern SECRET =
      Pattern.compile(
          "authoriz|authentic|(^|-)auth(-|$)|cookie|credential|passw|secret|signature|token|api-?key"
              + "|session");

  private KeptHeaders() {}

  /** Whether a header of that name goes on. */
  public static boolean kept(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.startsWith("camel")
        && !lower.startsWith("x-forwarded-")
        && !OF_A_CONNECTION.contains(lower)
        && !SECRET.matcher(lower).find();
  }
}
