package dev.tenon.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How a System signs its events. The Secret's key {@code secret} verifies them, and during a
 * rotation {@code previousSecret} too.
 *
 * @param tolerance the greatest age of a signed time stamp, for the types that have one
 */
public record Webhook(Type type, String secret, Duration tolerance, Optional<Hmac> hmac) {

  /** The schemes that are understood. */
  public enum Type {
    GitHub,
    Stripe,
    Slack,
    HubSpotV3,
    HMAC
  }

  /**
   * A plain HMAC of the body in a header.
   *
   * @param algorithm SHA1, SHA256 or SHA512
   * @param encoding Hex or Base64
   * @param prefix what the header's value has before the digest, such as {@code sha256=}
   */
  public record Hmac(String header, String algorithm, String encoding, String prefix) {}
}
