package dev.tenon.camel.system.credentials;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.plan.Credentials;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses how tokens are got; the first to load the OAuth library. */
final class TokenSources {
  private TokenSources() {}

  static TokenSource of(
      String system,
      Credentials.OAuth2 credentials,
      SecretValues values,
      PlanRuntime runtime,
      Duration timeout) {
    TokenEndpoint endpoint = new TokenEndpoint(credentials, timeout, runtime.clock());
    return switch (credentials.grant()) {
      case ClientCredentials ->
          new ClientCredentialsTokens(endpoint, credentials, values, runtime.clock());
      case JWTBearer -> new AssertionTokens(endpoint, credentials, values, runtime.clock());
      case RefreshToken -> new RefreshedTokens(system, endpoint, values, runtime, timeout);
    };
  }

  /** RFC 6749, section 4.4. */
  private static final class ClientCredentialsTokens implements TokenSource {
    private final TokenEndpoint endpoint;
    private final Map<String, List<String>> more;
    private final SecretValues values;
    private final InstantSource clock;

    ClientCredentialsTokens(
        TokenEndpoint endpoint,
        Credentials.OAuth2 credentials,
        SecretValues values,
        InstantSource clock) {
      this.endpoint = endpoint;
      this.more =
          credentials
              .audience()
              .map(audience -> Map.of("audience", List.of(audience)))
              .orElse(Map.of());
      this.values = values;
      this.clock = clock;
    }

    @Override
    public Token fetch(Optional<String> refused, Stop abort) throws NoCredentials {
      TokenEndpoint.Grant grant =
          endpoint.ask(
              values.value("clientId"),
              values.value("clientSecret"),
              new ClientCredentialsGrant(),
              more,
              abort);
      return Token.living(grant.accessToken(), grant.lifetime(), clock.instant());
    }

    @Override
    public Object secrets() {
      return values.fingerprint("clientId", "clientSecret");
    }
  }
}
