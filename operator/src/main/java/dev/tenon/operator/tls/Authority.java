package dev.tenon.operator.tls;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whoever trusts its certificate trusts what it signs.
 *
 * @param identity its own
 */
public record Authority(Identity identity) {
  /** Clocks differ: what is made is valid from so long before. */
  public static final Duration SKEW = Duration.ofHours(1);

  /** Makes a new one, with a key of its own. */
  public static Authority create(String name, Instant now, Duration life)
      throws GeneralSecurityException {
    return new Authority(Issuing.authority(name, now, life));
  }

  /**
   * Signs a certificate of a server, for a new key. It is never valid for longer than the authority
   * itself.
   *
   * @param hosts DNS names and IP addresses
   */
  public Identity issue(String name, List<String> hosts, Instant now, Duration life)
      throws GeneralSecurityException {
    Instant end = now.plus(life);
    return Issuing.server(
        identity, name, hosts, now, end.isBefore(identity.end()) ? end : identity.end());
  }

  /** When it was made. */
  public Instant made() {
    return identity.begin().plus(SKEW);
  }
}
