package dev.tenon.camel.system.credentials;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Answer;
import dev.tenon.camel.system.transport.AnswerTooLarge;
import dev.tenon.camel.system.transport.Field;
import dev.tenon.camel.system.transport.HttpTransport;
import dev.tenon.camel.system.transport.NoAnswer;
import dev.tenon.camel.system.transport.Request;
import dev.tenon.camel.system.transport.RetryAfter;
import dev.tenon.camel.system.transport.Target;
import dev.tenon.plan.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor's token endpoint (RFC 6749). The messages are the OAuth library's, the transport is
 * ours, so that nothing is sent twice, redirected, or waited for without end.
 */
final class TokenEndpoint {
  private static final int MAX_BYTES = 256 * 1024;

  /** Codes that may be shown: those of the RFC, not a vendor's free text. */
  private static final Set<String> KNOWN =
      Set.of(
          OAuth2Error.INVALID_REQUEST.getCode(),
          OAuth2Error.INVALID_CLIENT.getCode(),
          OAuth2Error.INVALID_GRANT.getCode(),
          OAuth2Error.UNAUTHORIZED_CLIENT.getCode(),
          OAuth2Error.UNSUPPORTED_GRANT_TYPE.getCode(),
          OAuth2Error.INVALID_SCOPE.getCode());

  /**
   * What a vendor that wants the client's secret in the other place answers: the RFC's code, or a
   * bare 400 or 401.
   */
  private static final Set<String> OTHER_PLACE =
      Set.of(OAuth2Error.INVALID_CLIENT.getCode(), OAuth2Error.INVALID_REQUEST.getCode(), "");

  private final URI uri;
  private final Target target;
  private final Scope scope;
  private final Duration timeout;
  private final InstantSource clock;
  private volatile boolean secretInBody;

  TokenEndpoint(Credentials.OAuth2 credentials, Duration timeout, InstantSource clock) {
    this.target = Target.parse(credentials.tokenUrl());
    this.uri = URI.create(credentials.tokenUrl());
    this.scope = new Scope(credentials.scopes().toArray(new String[0]));
    this.timeout = timeout;
    this.clock = clock;
  }

  /** What the endpoint gave. */
  record Grant(String accessToken, Optional<Duration> lifetime, Optional<String> refreshToken) {
    @Override
    public String toString() {
      return "tokens";
    }
  }

  /** Where it is. */
  URI uri() {
    return uri;
  }

  /**
   * Asks as a client with a secret. The RFC wants it in a Basic header and allows it in the body;
   * vendors know the one or the other, so when the first is refused the second is tried, and what
   * worked is remembered.
   */
  Grant ask(
      String clientId,
      String clientSecret,
      AuthorizationGrant grant,
      Map<String, List<String>> more,
      Stop abort)
      throws NoCredentials {
    ClientID id = new ClientID(clientId);
    Secret secret = new Secret(clientSecret);
    boolean first = secretInBody;
    try {
      return ask(request(client(id, secret, first), grant, more), abort);
    } catch (Refused e) {
      if (!OTHER_PLACE.contains(e.code)) {
        throw e.credentials();
      }
    }
    try {
      Grant given = ask(request(client(id, secret, !first), grant, more), abort);
      secretInBody = !first;
      return given;
    } catch (Refused e) {
      throw e.credentials();
    }
  }

  /** Asks with a grant that needs no client authentication: a signed assertion. */
  Grant ask(AuthorizationGrant grant, Stop abort) throws NoCredentials {
    try {
      return ask(new TokenRequest.Builder(uri, grant).scope(scope).build(), abort);
    } catch (Refused e) {
      throw e.credentials();
    }
  }

  private TokenRequest request(
      ClientAuthentication client, AuthorizationGrant grant, Map<String, List<String>> more) {
    TokenRequest.Builder builder = new TokenRequest.Builder(uri, client, grant).scope(scope);
    more.forEach((name, values) -> builder.customParameter(name, values.toArray(new String[0])));
    return builder.build();
  }

  private static ClientAuthentication client(ClientID id, Secret secret, boolean inBody) {
    return inBody ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
  }

  private Grant ask(TokenRequest message, Stop abort) throws NoCredentials, Refused {
    HTTPRequest http = message.toHTTPRequest();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Accept", "application/json"));
    http.getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> fields.add(new Field(name, value))));
    Request request =
        new Request(
            "POST",
            target,
            target.path() + target.query().map(query -> "?" + query).orElse(""),
            List.copyOf(fields),
            Optional.of(new Request.Content(http.getBody().getBytes(StandardCharsets.UTF_8))));
    Answer answer;
    try {
      answer = HttpTransport.shared().send(request, timeout, MAX_BYTES, abort);
    } catch (NoAnswer e) {
      throw NoCredentials.soon("its token endpoint: " + e.getMessage(), Optional.empty());
    } catch (AnswerTooLarge e) {
      throw NoCredentials.refused("its token endpoint: " + e.getMessage());
    }
    if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 408) {
      throw NoCredentials.soon(
          "its token endpoint: " + answer.statusText(), RetryAfter.of(answer, clock.instant()));
    }
    return read(answer);
  }

  private static Grant read(Answer answer) throws NoCredentials, Refused {
    HTTPResponse response = new HTTPResponse(answer.status());
    response.setHeader("Content-Type", "application/json");
    response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
    if (answer.status() != 200) {
      throw new Refused(code(response), answer.statusText());
    }
    try {
      AccessTokenResponse parsed = AccessTokenResponse.parse(response);
      String token = parsed.getTokens().getAccessToken().getValue();
      if (!Field.isValue(token)) {
        throw NoCredentials.refused("its token endpoint gave a token that cannot be a header");
      }
      long lifetime = parsed.getTokens().getAccessToken().getLifetime();
      return new Grant(
          token,
          lifetime > 0 ? Optional.of(Duration.ofSeconds(lifetime)) : Optional.empty(),
          Optional.ofNullable(parsed.getTokens().getRefreshToken())
              .map(refresh -> refresh.getValue()));
    } catch (ParseException e) {
      // some answer an error with 200
      String code = code(response);
      if (code.isEmpty()) {
        throw NoCredentials.refused("its token endpoint's answer is not a token response");
      }
      throw new Refused(code, answer.statusText());
    }
  }

  /** The error code of the answer, if it is one of the RFC's; else empty. */
  private static String code(HTTPResponse response) {
    try {
      String code =
          TokenErrorResponse.parse(response.getBodyAsJSONObject()).getErrorObject().getCode();
      return code != null && KNOWN.contains(code) ? code : "";
    } catch (ParseException | RuntimeException e) {
      return "";
    }
  }

  /** The endpoint will not give a token for these credentials. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    Refused(String code, String status) {
      super(code.isEmpty() ? status : code);
      this.code = code;
    }

    NoCredentials credentials() {
      return NoCredentials.refused(
          "its token endpoint refused the credentials (" + getMessage() + ")");
    }
  }
}
