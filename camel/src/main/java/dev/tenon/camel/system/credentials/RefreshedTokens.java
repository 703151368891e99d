package dev.tenon.camel.system.credentials;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.system.guard.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens for a refresh token (RFC 6749, section 6), which many vendors replace with every use: the
 * old one is dead as soon as the new one is given. So the new one is sealed and stored before
 * anything is done with it, one replica at a time asks, and the others read what it got. A refresh
 * token that somebody puts into the Secret counts from then on, whatever is stored.
 */
final class RefreshedTokens implements TokenSource {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final String system;
  private final TokenEndpoint endpoint;
  private final SecretValues values;
  private final PlanRuntime runtime;
  private final StateStore state;
  private final Duration timeout;
  private final String lease;

  /** Given by the vendor and not stored, because the store did not answer. */
  private StoredToken unsaved;

  /**
   * @throws IllegalStateException if there is no state store
   */
  RefreshedTokens(
      String system,
      TokenEndpoint endpoint,
      SecretValues values,
      PlanRuntime runtime,
      Duration timeout) {
    this.system = system;
    this.endpoint = endpoint;
    this.values = values;
    this.runtime = runtime;
    this.state = runtime.requireState();
    this.timeout = timeout;
    this.lease = "token/" + system;
  }

  @Override
  public synchronized Token fetch(Optional<String> refused, Stop abort) throws NoCredentials {
    String client = values.value("clientId");
    String clientSecret = values.value("clientSecret");
    String inSecret = values.value("refreshToken");
    Seal seal = new Seal(clientSecret, runtime.of() + " " + system);
    String origin = Hashes.sha256(inSecret);
    try {
      takeTurn(abort);
      try {
        save(seal, origin);
        Optional<StoredToken> stored =
            state
                .tokens()
                .read(runtime.of(), system)
                .flatMap(seal::open)
                .flatMap(StoredToken::read)
                .filter(token -> token.origin().equals(origin));
        Instant now = runtime.clock().instant();
        Optional<Token> shared =
            stored
                .map(StoredToken::access)
                .filter(token -> now.isBefore(token.renewAt()))
                .filter(token -> !refused.equals(Optional.of(token.value())));
        if (shared.isPresent()) {
          return shared.get();
        }
        String refreshToken = stored.map(StoredToken::refreshToken).orElse(inSecret);
        TokenEndpoint.Grant grant =
            endpoint.ask(
                client,
                clientSecret,
                new RefreshTokenGrant(new RefreshToken(refreshToken)),
                Map.of(),
                abort);
        unsaved =
            new StoredToken(
                origin,
                grant.refreshToken().orElse(refreshToken),
                Token.living(grant.accessToken(), grant.lifetime(), runtime.clock().instant()));
        Token token = unsaved.access();
        save(seal, origin);
        return token;
      } finally {
        state.leases().release(runtime.of(), lease, runtime.replica());
      }
    } catch (StateUnavailable e) {
      throw NoCredentials.soon(
          "the state store, which keeps its refresh token, does not answer", Optional.empty());
    }
  }

  @Override
  public Object secrets() {
    return values.fingerprint("clientId", "clientSecret", "refreshToken");
  }

  private void save(Seal seal, String origin) {
    if (unsaved == null) {
      return;
    }
    if (unsaved.origin().equals(origin)) {
      state.tokens().write(runtime.of(), system, seal.seal(unsaved.write()));
    }
    unsaved = null;
  }

  /** Two replicas that use one refresh token at once would look like a thief to the vendor. */
  private void takeTurn(Stop abort) throws NoCredentials {
    Duration most = timeout.multipliedBy(2).plusSeconds(5);
    long began = System.nanoTime();
    while (!state
        .leases()
        .acquire(runtime.of(), lease, runtime.replica(), most, runtime.clock().instant())) {
      try {
        if (abort.await(LOOK_AGAIN)) {
          throw NoCredentials.soon("this runner stops", Optional.empty());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw NoCredentials.soon("this runner stops", Optional.empty());
      }
      if (System.nanoTime() - began > most.toNanos()) {
        throw NoCredentials.soon(
            "another replica has been renewing its token for too long", Optional.empty());
      }
    }
  }
}
