package dev.tenon.camel.events;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signatures that were good for one request. Only genuine ones come to be here, so nobody else can
 * fill it; each process remembers its own, and the inbox's key tells a repetition to another.
 */
final class Remembered {
  private static final int MOST = 20_000;

  private final Map<String, Instant> until = new LinkedHashMap<>();

  /** Whether this is the first time; it is remembered from now on. */
  synchronized boolean first(Check.Once once, Instant now) {
    Iterator<Instant> oldest = until.values().iterator();
    while (oldest.hasNext()) {
      boolean over = oldest.next().isBefore(now);
      if (!over && until.size() < MOST) {
        break;
      }
      oldest.remove();
    }
    return until.putIfAbsent(once.signature(), once.until()) == null;
  }

  /** What it was used for did not happen, so it may come once more. */
  synchronized void forget(Check.Once once) {
    until.remove(once.signature());
  }
}
