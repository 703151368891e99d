package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthTest {
  private static final KeyPair RSA = keys("RSA", 2048);
  private static final KeyPair EC = keys("EC", 256);
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                bearer: {auth: {type: Bearer, tokens: [one, two]}, answers: [{path: /x}]}
                basic: {auth: {type: Basic, username: "u:1", password: "p:w"}, answers: [{path: /x}]}
                header: {auth: {type: Header, name: X-API-Key, value: key}, answers: [{path: /x}]}
                oauth:
                  auth:
                    type: OAuth2
                    lifetime: 10m
                    grants: [ClientCredentials, RefreshToken]
                    clients: [{id: app, secret: "s3:cret&"}]
                    refreshTokens: [first]
                    scopes: [read, write]
                  answers: [{path: /x}]
                family:
                  auth: {type: OAuth2, grants: [RefreshToken], clients: [{id: app, secret: s}], refreshTokens: [first], reuseRevokes: true, announceLifetime: false}
                  answers: [{path: /x}]
                rsa: {auth: {type: OAuth2, grants: [JWTBearer], jwt: {algorithm: RS256, key: "RSAKEY", issuer: me, audience: 'https://login', subject: user}}, answers: [{path: /x}]}
                ec: {auth: {type: OAuth2, grants: [JWTBearer], jwt: {algorithm: ES256, key: "ECKEY"}}, answers: [{path: /x}]}
                hmac: {auth: {type: OAuth2, grants: [JWTBearer], jwt: {algorithm: HS256, key: shared}}, answers: [{path: /x}]}
              """
                  .replace("RSAKEY", pem(RSA))
                  .replace("ECKEY", pem(EC))));

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static KeyPair keys(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----"
        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
        + "-----END PUBLIC KEY-----";
  }

  private int status(String vendor, String... headers) {
    return Http.get(sandbox.uri(vendor), "/x", headers).statusCode();
  }

  private HttpResponse<String> token(String vendor, String form, String... headers) {
    return Http.post(sandbox.uri(vendor), "/oauth/token", form, headers);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void aBearerTokenLetsIn() {
    assertThat(status("bearer", "Authorization", "Bearer two")).isEqualTo(200);
    assertThat(status("bearer", "Authorization", "bearer one")).isEqualTo(200);
    assertThat(status("bearer", "Authorization", "Bearer three")).isEqualTo(401);
    assertThat(status("bearer", "Authorization", "one")).isEqualTo(401);
    HttpResponse<String> refused = Http.get(sandbox.uri("bearer"), "/x");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @Test
  void aNameAndPasswordLetIn() {
    String good = Base64.getEncoder().encodeToString("u:1:p:w".getBytes(StandardCharsets.UTF_8));
    assertThat(status("basic", "Authorization", "Basic " + good)).isEqualTo(200);
    assertThat(status("basic", "Authorization", "Basic dTpw")).isEqualTo(401);
    assertThat(status("basic")).isEqualTo(401);
  }

  @Test
  void aKeyInAHeaderLetsIn() {
    assertThat(status("header", "x-api-key", "key")).isEqualTo(200);
    assertThat(status("header", "x-api-key", "other")).isEqualTo(401);
  }

  @Test
  void clientCredentialsGetATokenThatEndsAndCanBeRevoked() {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (encode("app") + ":" + encode("s3:cret&")).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        token("oauth", "grant_type=client_credentials&scope=read+write", "Authorization", basic);
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    JsonNode token = Http.json(answer);
    assertThat(token.path("expires_in").asInt()).isEqualTo(600);
    assertThat(token.path("scope").asText()).isEqualTo("read write");
    String bearer = "Bearer " + token.path("access_token").asText();
    assertThat(status("oauth", "Authorization", bearer)).isEqualTo(200);

    sandbox.advance(Duration.ofMinutes(9));
    assertThat(status("oauth", "Authorization", bearer)).isEqualTo(200);
    sandbox.advance(Duration.ofMinutes(1));
    assertThat(status("oauth", "Authorization", bearer)).isEqualTo(401);

    String again =
        "Bearer "
            + Http.json(
                    token(
                        "oauth",
                        "grant_type=client_credentials&client_id=app&client_secret="
                            + encode("s3:cret&")))
                .path("access_token")
                .asText();
    assertThat(again).isNotEqualTo(bearer);
    assertThat(status("oauth", "Authorization", again)).isEqualTo(200);
    sandbox.vendor("oauth").revokeTokens();
    assertThat(status("oauth", "Authorization", again)).isEqualTo(401);
    assertThat(sandbox.vendor("oauth").tokenRequests())
        .containsOnly(entry("client_credentials", 2));
  }

  @Test
  void whatIsWrongWithATokenRequestIsSaidAsTheRfcSays() {
    assertThat(error("oauth", "")).containsExactly("400", "invalid_request");
    assertThat(error("oauth", "grant_type=password"))
        .containsExactly("400", "unsupported_grant_type");
    assertThat(error("oauth", "grant_type=" + JWT_BEARER))
        .containsExactly("400", "unsupported_grant_type");
    assertThat(error("oauth", "grant_type=client_credentials&client_id=app&client_secret=x"))
        .containsExactly("401", "invalid_client");
    assertThat(
            error(
                "oauth",
                "grant_type=client_credentials&scope=admin&client_id=app&client_secret="
                    + encode("s3:cret&")))
        .containsExactly("400", "invalid_scope");
    assertThat(Http.get(sandbox.uri("oauth"), "/oauth/token").statusCode()).isEqualTo(405);
  }

  private String[] error(String vendor, String form) {
    HttpResponse<String> answer = token(vendor, form);
    return new String[] {
      Integer.toString(answer.statusCode()), Http.json(answer).path("error").asText()
    };
  }

  @Test
  void aRefreshTokenIsReplacedWhenItIsUsedAndRefusedAfterwards() {
    String form =
        "grant_type=refresh_token&client_id=app&client_secret="
            + encode("s3:cret&")
            + "&refresh_token=";
    JsonNode one = Http.json(token("oauth", form + "first"));
    assertThat(status("oauth", "Authorization", "Bearer " + one.path("access_token").asText()))
        .isEqualTo(200);
    assertThat(one.path("refresh_token").asText()).isNotEmpty().isNotEqualTo("first");

    assertThat(error("oauth", form + "first")).containsExactly("400", "invalid_grant");
    assertThat(error("oauth", form + "never")).containsExactly("400", "invalid_grant");
    JsonNode two = Http.json(token("oauth", form + one.path("refresh_token").asText()));
    assertThat(two.path("access_token").asText()).isNotEmpty();
    sandbox.vendor("oauth").revokeAllTokens();
    assertThat(error("oauth", form + two.path("refresh_token").asText()))
        .containsExactly("400", "invalid_grant");
  }

  @Test
  void usingAReplacedRefreshTokenCanEndEverything() {
    String form = "grant_type=refresh_token&client_id=app&client_secret=s&refresh_token=";
    JsonNode one = Http.json(token("family", form + "first"));
    assertThat(one.has("expires_in")).isFalse();
    token("family", form + "first");

    assertThat(status("family", "Authorization", "Bearer " + one.path("access_token").asText()))
        .isEqualTo(401);
    assertThat(error("family", form + one.path("refresh_token").asText()))
        .containsExactly("400", "invalid_grant");
  }

  @Test
  void anAssertionIsVerifiedByKeyAndClaims() throws Exception {
    String end = Long.toString(Instant.now().getEpochSecond() + 600);
    String good =
        "{\"iss\":\"me\",\"sub\":\"user\",\"aud\":[\"x\",\"https://login\"],\"exp\":" + end + "}";
    HttpResponse<String> answer = assertion("rsa", rs256(good));
    assertThat(
            status(
                "rsa",
                "Authorization",
                "Bearer " + Http.json(answer).path("access_token").asText()))
        .isEqualTo(200);

    assertThat(reason("rsa", rs256(good.replace("\"me\"", "\"you\"")))).isEqualTo("iss is not me");
    assertThat(reason("rsa", rs256(good.replace("user", "root")))).isEqualTo("sub is not user");
    assertThat(reason("rsa", rs256(good.replace("https://login", "https://other"))))
        .isEqualTo("aud is not https://login");
    assertThat(reason("rsa", rs256(good.replace(end, "1000000000")))).isEqualTo("exp is past");
    assertThat(reason("rsa", rs256("{\"iss\":\"me\"}"))).isEqualTo("exp is missing");
    assertThat(reason("rsa", rs256(good).replaceAll("\\.[^.]+$", "." + b64(new byte[256]))))
        .isEqualTo("the signature is not that of the registered key");
    assertThat(reason("rsa", hs256(good, RSA.getPublic().getEncoded())))
        .as("the public key used as a shared secret")
        .isEqualTo("alg is not RS256");
    assertThat(reason("rsa", "a.b")).isEqualTo("assertion is no JWT of three parts");
    assertThat(reason("rsa", "!.!.!")).startsWith("assertion is no JWT");
    sandbox.advance(Duration.ofMinutes(20));
    assertThat(reason("rsa", rs256(good))).isEqualTo("exp is past");
  }

  @Test
  void assertionsAreVerifiedWithEllipticCurvesAndSharedSecrets() throws Exception {
    String claims = "{\"exp\":" + (Instant.now().getEpochSecond() + 600) + "}";
    assertThat(
            assertion("hmac", hs256(claims, "shared".getBytes(StandardCharsets.UTF_8)))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            assertion("hmac", hs256(claims, "guessed".getBytes(StandardCharsets.UTF_8)))
                .statusCode())
        .isEqualTo(400);
    assertThat(
            assertion("ec", signed("ES256", "SHA256withECDSAinP1363Format", EC, claims))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            assertion(
                    "ec", signed("ES256", "SHA256withECDSAinP1363Format", keys("EC", 256), claims))
                .statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> assertion(String vendor, String jwt) {
    return token(vendor, "grant_type=" + encode(JWT_BEARER) + "&assertion=" + jwt);
  }

  private String reason(String vendor, String jwt) {
    return Http.json(assertion(vendor, jwt)).path("error_description").asText();
  }

  private static String rs256(String claims) throws GeneralSecurityException {
    return signed("RS256", "SHA256withRSA", RSA, claims);
  }

  private static String signed(String alg, String algorithm, KeyPair keys, String claims)
      throws GeneralSecurityException {
    String text = b64("{\"alg\":\"" + alg + "\"}") + "." + b64(claims);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + b64(signature.sign());
  }

  private static String hs256(String claims, byte[] secret) throws GeneralSecurityException {
    String text = b64("{\"alg\":\"HS256\"}") + "." + b64(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return text + "." + b64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String b64(String text) {
    return b64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String b64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void aFaultWithoutAPathSparesTheTokenEndpointAndOneWithItsPathDoesNot() {
    URI oauth = sandbox.uri("oauth");
    sandbox.vendor("oauth").fault(Fault.status(503));
    assertThat(token("oauth", "").statusCode()).isEqualTo(400);
    assertThat(Http.get(oauth, "/x").statusCode()).isEqualTo(503);
    sandbox.vendor("oauth").fault(Fault.status(502).on("/oauth/token"));
    assertThat(token("oauth", "").statusCode()).isEqualTo(502);
  }
}
