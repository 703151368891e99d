package dev.tenon.sandbox.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a vendor knows its callers. */
public sealed interface AuthConfig {

  /** Everybody may call. */
  record None() implements AuthConfig {}

  /** {@code Authorization: Bearer}, one of these tokens. */
  record Bearer(List<String> tokens) implements AuthConfig {}

  /** {@code Authorization: Basic}. */
  record Basic(String username, String password) implements AuthConfig {}

  /** A key in a header. */
  record Header(String name, String value) implements AuthConfig {}

  /**
   * Access tokens from a token endpoint.
   *
   * @param tokenPath where it is, under the vendor's base
   * @param lifetime how long an access token is accepted
   * @param announceLifetime whether the answer says so in {@code expires_in}
   * @param clients id to secret; by Basic or in the form
   * @param grants which may be used
   * @param refreshTokens those that are valid from the start
   * @param rotate whether a refresh token may be used once and is replaced
   * @param reuseRevokes whether using a replaced refresh token ends all tokens, as the OAuth
   *     security practice advises
   * @param scopes which may be asked for; empty: any
   */
  record OAuth2(
      String tokenPath,
      Duration lifetime,
      boolean announceLifetime,
      Map<String, String> clients,
      Set<Grant> grants,
      List<String> refreshTokens,
      boolean rotate,
      boolean reuseRevokes,
      Optional<JwtBearer> jwt,
      List<String> scopes)
      implements AuthConfig {}

  /** The kinds of grants. */
  enum Grant {
    /** {@code client_credentials}. */
    ClientCredentials,
    /** {@code refresh_token}. */
    RefreshToken,
    /** {@code urn:ietf:params:oauth:grant-type:jwt-bearer} (RFC 7523). */
    JWTBearer
  }

  /**
   * What an assertion must say and be signed with.
   *
   * @param key a public key in PEM for RS256 and ES256, the shared secret for HS256
   */
  record JwtBearer(
      Algorithm algorithm,
      String key,
      Optional<String> issuer,
      Optional<String> audience,
      Optional<String> subject) {}

  /** The algorithms that are verified. */
  enum Algorithm {
    /** RSA PKCS#1 v1.5 with SHA-256. */
    RS256,
    /** ECDSA on P-256 with SHA-256. */
    ES256,
    /** HMAC with SHA-256. */
    HS256
  }
}
