package dev.tenon.camel.system.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.plan.Credentials;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** Tokens for an assertion that we sign ourselves (RFC 7523, section 2.1). */
final class AssertionTokens implements TokenSource {
  /** Vendors take at most five minutes; the assertion is used at once. */
  private static final Duration LIFE = Duration.ofMinutes(3);

  private final TokenEndpoint endpoint;
  private final Credentials.OAuth2 credentials;
  private final SecretValues values;
  private final InstantSource clock;

  AssertionTokens(
      TokenEndpoint endpoint,
      Credentials.OAuth2 credentials,
      SecretValues values,
      InstantSource clock) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.values = values;
    this.clock = clock;
  }

  @Override
  public Token fetch(Optional<String> refused, Stop abort) throws NoCredentials {
    TokenEndpoint.Grant grant = endpoint.ask(new JWTBearerGrant(assertion()), abort);
    return Token.living(grant.accessToken(), grant.lifetime(), clock.instant());
  }

  @Override
  public Object secrets() {
    return values.fingerprint("clientId", "privateKey");
  }

  private SignedJWT assertion() throws NoCredentials {
    String client = values.value("clientId");
    PrivateKey key =
        PemKey.read(values.value("privateKey"))
            .orElseThrow(
                () ->
                    NoCredentials.unusable(
                        values.key("privateKey"),
                        "is not a private key of RSA or EC in PEM, PKCS #8 (BEGIN PRIVATE KEY)"));
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(client)
            .subject(credentials.subject().orElse(client))
            .audience(credentials.audience().orElse(endpoint.uri().toString()))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    try {
      JWSSigner signer =
          key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
      JWSAlgorithm algorithm =
          key instanceof ECPrivateKey
              ? signer.supportedJWSAlgorithms().iterator().next()
              : JWSAlgorithm.RS256;
      SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
      jwt.sign(signer);
      return jwt;
    } catch (JOSEException e) {
      throw NoCredentials.unusable(
          values.key("privateKey"), "cannot sign: RSA needs 2048 bits, EC one of the NIST curves");
    }
  }
}
