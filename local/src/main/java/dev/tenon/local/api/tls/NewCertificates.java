package dev.tenon.local.api.tls;

import dev.tenon.operator.tls.Authority;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.Pem;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes an authority and a certificate; by itself, so that a start which needs neither loads
 * nothing.
 */
final class NewCertificates {
  private static final List<String> HOSTS = List.of("127.0.0.1", "::1", "localhost");

  private NewCertificates() {}

  /** The server's key, its certificate and the authority's, as PEM one after the other. */
  static String make(Instant now, Duration life) throws GeneralSecurityException {
    Authority authority = Authority.create("tenon local authority", now, life);
    Identity server = authority.issue("tenon local API", HOSTS, now, life);
    return Pem.of(server.key())
        + Pem.of(server.certificate())
        + Pem.of(authority.identity().certificate());
  }
}
