package dev.tenon.operator.admission.server;

import dev.tenon.operator.tls.Authorities;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.operator.tls.AuthoritySecret;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.ServedIdentity;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs this server's certificate by an authority of its own, which all replicas share, and tells
 * API servers whom to trust. A replica's key never leaves its memory.
 */
final class OwnAuthority implements Trust {
  private static final Logger LOG = LoggerFactory.getLogger(OwnAuthority.class);

  private final ServedIdentity served;
  private final AuthoritySecret secret;
  private final CaBundle callers;
  private final List<String> hosts;
  private final Lives lives;
  private final InstantSource clock;
  private volatile boolean established;
  private Optional<Authorities> signedBy = Optional.empty();

  OwnAuthority(
      ServedIdentity served,
      AuthoritySecret secret,
      CaBundle callers,
      List<String> hosts,
      Lives lives,
      InstantSource clock) {
    this.served = served;
    this.secret = secret;
    this.callers = callers;
    this.hosts = List.copyOf(hosts);
    this.lives = lives;
    this.clock = clock;
  }

  @Override
  public synchronized void refresh() throws GeneralSecurityException {
    Instant now = clock.instant();
    Authorities authorities = secret.at(now, callers::know);
    callers.tell(authorities.bundle());
    if (due(authorities, now)) {
      Identity identity = authorities.current().issue(hosts.get(0), hosts, now, lives.server());
      served.replace(identity);
      signedBy = Optional.of(authorities);
      LOG.info("shows a new certificate, valid until {}", identity.end());
    }
    established = true;
  }

  /** Whether there is none, it has aged, or another authority signs by now. */
  private boolean due(Authorities authorities, Instant now) {
    return served
            .shown()
            .filter(
                shown ->
                    now.isBefore(
                        Authorities.aged(
                            shown.begin().plus(dev.tenon.operator.tls.Authority.SKEW),
                            shown.end())))
            .isEmpty()
        || signedBy.filter(by -> by.current().equals(authorities.current())).isEmpty();
  }

  @Override
  public boolean established() {
    return established;
  }
}
