package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.sandbox.config.AuthConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies assertions (RFC 7523: JWTs that a client signs) with the JDK alone, so that a client is
 * not tested against the library that it uses.
 */
final class Assertions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AuthConfig.JwtBearer expected;
  private final SandboxClock clock;

  Assertions(AuthConfig.JwtBearer expected, SandboxClock clock) {
    this.expected = expected;
    this.clock = clock;
  }

  /** Why an assertion is refused; empty for a good one. */
  Optional<String> problem(String assertion) {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.of("assertion is no JWT of three parts");
    }
    try {
      JsonNode header = JSON.readTree(decode(parts[0]));
      JsonNode claims = JSON.readTree(decode(parts[1]));
      if (!expected.algorithm().toString().equals(header.path("alg").asText())) {
        return Optional.of("alg is not " + expected.algorithm());
      }
      if (!signed(
          (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII), decode(parts[2]))) {
        return Optional.of("the signature is not that of the registered key");
      }
      return claims(claims);
    } catch (IllegalArgumentException | java.io.IOException e) {
      return Optional.of(
          "assertion is no JWT: "
              + (e instanceof JsonProcessingException ? "no JSON in it" : "no base64url in it"));
    } catch (GeneralSecurityException e) {
      return Optional.of("the signature cannot be verified: " + e.getMessage());
    }
  }

  private Optional<String> claims(JsonNode claims) {
    long now = clock.millis() / 1000;
    if (!claims.path("exp").isNumber()) {
      return Optional.of("exp is missing");
    } else if (claims.path("exp").asLong() <= now) {
      return Optional.of("exp is past");
    } else if (claims.path("nbf").isNumber() && claims.path("nbf").asLong() > now + 60) {
      return Optional.of("nbf is in the future");
    } else if (expected
        .issuer()
        .filter(iss -> !iss.equals(claims.path("iss").asText()))
        .isPresent()) {
      return Optional.of("iss is not " + expected.issuer().get());
    } else if (expected
        .subject()
        .filter(sub -> !sub.equals(claims.path("sub").asText()))
        .isPresent()) {
      return Optional.of("sub is not " + expected.subject().get());
    } else if (expected.audience().filter(aud -> !names(claims.path("aud"), aud)).isPresent()) {
      return Optional.of("aud is not " + expected.audience().get());
    }
    return Optional.empty();
  }

  private static boolean names(JsonNode audience, String wanted) {
    if (audience.isArray()) {
      for (JsonNode one : audience) {
        if (one.asText().equals(wanted)) {
          return true;
        }
      }
      return false;
    }
    return audience.asText().equals(wanted);
  }

  private boolean signed(byte[] text, byte[] signature) throws GeneralSecurityException {
    if (expected.algorithm() == AuthConfig.Algorithm.HS256) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(expected.key().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return MessageDigest.isEqual(mac.doFinal(text), signature);
    }
    boolean rsa = expected.algorithm() == AuthConfig.Algorithm.RS256;
    Signature verifier =
        Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    verifier.initVerify(publicKey(rsa ? "RSA" : "EC"));
    verifier.update(text);
    return verifier.verify(signature);
  }

  private PublicKey publicKey(String algorithm) throws GeneralSecurityException {
    String base64 = expected.key().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static byte[] decode(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }
}
