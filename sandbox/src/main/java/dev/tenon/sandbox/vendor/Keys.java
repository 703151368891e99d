package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.VendorConfig;
import dev.tenon.sandbox.exchange.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Honours idempotency keys: the second request with a key gets the first one's answer. */
final class Keys {
  private record Kept(Answer answer, long fingerprint, long until) {}

  private final VendorConfig.Idempotency config;
  private final SandboxClock clock;
  private final int bound;
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  Keys(VendorConfig.Idempotency config, SandboxClock clock, int bound) {
    this.config = config;
    this.clock = clock;
    this.bound = bound;
  }

  /** The answer that a repeated request gets; empty for a first one. */
  Optional<Answer> earlier(String key, long fingerprint, Style style) {
    if (!config.honour()) {
      return Optional.empty();
    }
    Kept earlier = kept.get(key);
    if (earlier == null || clock.millis() >= earlier.until) {
      return Optional.empty();
    }
    return Optional.of(
        earlier.fingerprint == fingerprint
            ? earlier.answer.with("Idempotent-Replayed", "true")
            : style.error(
                422, "idempotency_key_reused", "this key came with another request before"));
  }

  /** Keeps the answer of a request that took effect. */
  void keep(String key, long fingerprint, Answer answer) {
    if (config.honour()) {
      kept.put(key, new Kept(answer, fingerprint, clock.millis() + config.keep().toMillis()));
      if (kept.size() > bound) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  void reset() {
    kept.clear();
  }
}
