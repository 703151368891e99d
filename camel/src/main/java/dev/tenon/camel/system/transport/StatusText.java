package dev.tenon.camel.system.transport;

import java.util.Locale;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/** What statuses stand for. */
final class StatusText {
  private StatusText() {}

  static String of(int status) {
    if (status == 302) {
      // the catalogue still has the words of 1997
      return "302 Found";
    }
    String phrase =
        status < 100 || status > 599
            ? null
            : EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT);
    return phrase == null ? Integer.toString(status) : status + " " + phrase;
  }
}
