package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.AuthConfig;
import dev.tenon.sandbox.config.AuthConfig.Grant;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A token endpoint (RFC 6749) and the tokens that it gave. Answers and errors are those of the RFC;
 * an assertion is as in RFC 7523.
 */
final class Tokens implements Endpoint {
  private static final int MAX_TOKENS = 100_000;
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final AuthConfig.OAuth2 auth;
  private final SandboxClock clock;
  private final long seed;
  private final SplittableRandom random;
  private final Optional<Assertions> assertions;

  /** Access token to the end of its life, oldest first. */
  private final Map<String, Long> access = new LinkedHashMap<>();

  /** Refresh token to whether it may be used. */
  private final Map<String, Boolean> refresh = new LinkedHashMap<>();

  private final Map<String, Integer> requests = new HashMap<>();
  private int refused;

  Tokens(AuthConfig.OAuth2 auth, SandboxClock clock, long seed) {
    this.auth = auth;
    this.clock = clock;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.assertions = auth.jwt().map(jwt -> new Assertions(jwt, clock));
    reset();
  }

  boolean isValid(String token) {
    Long end = access.get(token);
    return end != null && clock.millis() < end;
  }

  /** Ends every access token at once; refresh tokens stay. */
  void revoke() {
    access.clear();
  }

  /** Ends every refresh token. */
  void revokeRefresh() {
    refresh.replaceAll((token, usable) -> false);
  }

  /** How many tokens were asked for, by grant type, answered or not. */
  Map<String, Integer> requests() {
    return Map.copyOf(requests);
  }

  int refused() {
    return refused;
  }

  /** The refresh tokens that may be used now. */
  List<String> usable() {
    return refresh.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  void reset() {
    access.clear();
    refresh.clear();
    auth.refreshTokens().forEach(token -> refresh.put(token, true));
    requests.clear();
    refused = 0;
  }

  boolean isAt(String path) {
    return path.equals(auth.tokenPath());
  }

  @Override
  public Optional<Handled> handle(Request request) {
    if (!isAt(request.path())) {
      return Optional.empty();
    }
    if (!request.method().equals("POST")) {
      return Optional.of(
          Handled.of(
              error(405, "invalid_request", "a token is asked for by POST").with("Allow", "POST"),
              false));
    }
    Map<String, String> form = Request.form(new String(request.body(), StandardCharsets.UTF_8));
    String type = form.getOrDefault("grant_type", "");
    requests.merge(
        type.isEmpty() ? "(none)" : type.length() > 64 ? "(other)" : type, 1, Integer::sum);
    Answer answer =
        switch (type) {
          case "client_credentials" ->
              granted(Grant.ClientCredentials).orElseGet(() -> byClient(request, form));
          case "refresh_token" ->
              granted(Grant.RefreshToken).orElseGet(() -> byRefreshToken(request, form));
          case JWT_BEARER -> granted(Grant.JWTBearer).orElseGet(() -> byAssertion(form));
          case "" ->
              error(
                  400,
                  "invalid_request",
                  "grant_type is missing; the body is a form, such as grant_type=client_credentials");
          default -> error(400, "unsupported_grant_type", "this vendor grants " + auth.grants());
        };
    if (!answer.successful()) {
      refused++;
    }
    return Optional.of(
        Handled.of(answer.with("Cache-Control", "no-store").with("Pragma", "no-cache"), false));
  }

  private Optional<Answer> granted(Grant grant) {
    return auth.grants().contains(grant)
        ? Optional.empty()
        : Optional.of(error(400, "unsupported_grant_type", "this vendor grants " + auth.grants()));
  }

  private Answer byClient(Request request, Map<String, String> form) {
    return unknownClient(request, form).orElseGet(() -> issue(form, Optional.empty()));
  }

  private Answer byRefreshToken(Request request, Map<String, String> form) {
    Optional<Answer> unknown = unknownClient(request, form);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    String token = form.getOrDefault("refresh_token", "");
    Boolean usable = refresh.get(token);
    if (usable == null) {
      return error(400, "invalid_grant", "this refresh token is unknown");
    }
    if (!usable) {
      if (auth.reuseRevokes()) {
        revoke();
        revokeRefresh();
      }
      return error(
          400, "invalid_grant", "this refresh token was used already and replaced by another");
    }
    if (!auth.rotate()) {
      return issue(form, Optional.of(token));
    }
    refresh.put(token, false);
    String next = "rt-" + secret();
    refresh.put(next, true);
    if (refresh.size() > MAX_TOKENS) {
      refresh.remove(refresh.keySet().iterator().next());
    }
    return issue(form, Optional.of(next));
  }

  private Answer byAssertion(Map<String, String> form) {
    Optional<String> wrong = assertions.flatMap(a -> a.problem(form.getOrDefault("assertion", "")));
    return wrong
        .map(why -> error(400, "invalid_grant", why))
        .orElseGet(() -> issue(form, Optional.empty()));
  }

  private Optional<Answer> unknownClient(Request request, Map<String, String> form) {
    Optional<String> basic = Gate.credentials(request, "basic");
    String id = form.getOrDefault("client_id", "");
    String secret = form.getOrDefault("client_secret", "");
    if (basic.isPresent()) {
      String[] pair = decoded(basic.get()).split(":", 2);
      Map<String, String> both =
          Request.form("id=" + pair[0] + "&secret=" + (pair.length > 1 ? pair[1] : ""));
      id = both.get("id");
      secret = both.get("secret");
    }
    String expected = auth.clients().get(id);
    if (expected != null && Gate.same(expected, secret)) {
      return Optional.empty();
    }
    Answer refusal =
        error(401, "invalid_client", "this client is unknown, or its secret is another");
    return Optional.of(
        basic.isPresent() ? refusal.with("WWW-Authenticate", "Basic realm=\"sandbox\"") : refusal);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private Answer issue(Map<String, String> form, Optional<String> refreshToken) {
    String scope = form.getOrDefault("scope", "");
    if (!auth.scopes().isEmpty()
        && !scope.isBlank()
        && !auth.scopes().containsAll(Arrays.asList(scope.strip().split(" +")))) {
      return error(
          400, "invalid_scope", "this vendor knows the scopes " + String.join(" ", auth.scopes()));
    }
    String token = "at-" + secret();
    access.put(token, clock.millis() + auth.lifetime().toMillis());
    if (access.size() > MAX_TOKENS) {
      access.remove(access.keySet().iterator().next());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("access_token", token).put("token_type", "Bearer");
    if (auth.announceLifetime()) {
      body.put("expires_in", auth.lifetime().toSeconds());
    }
    refreshToken.ifPresent(t -> body.put("refresh_token", t));
    if (!scope.isBlank()) {
      body.put("scope", scope);
    }
    return Answer.json(200, body);
  }

  private String secret() {
    return Long.toHexString(random.nextLong()) + Long.toHexString(seed ^ random.nextLong());
  }

  private static Answer error(int status, String code, String message) {
    return Answer.json(
        status,
        JsonNodeFactory.instance.objectNode().put("error", code).put("error_description", message));
  }
}
