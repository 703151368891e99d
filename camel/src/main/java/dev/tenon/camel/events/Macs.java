package dev.tenon.camel.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes, and what all schemes do with them. */
final class Macs {
  static final String SHA256 = "HmacSHA256";

  private Macs() {}

  /** Whether one of the secrets gives that hash of the parts; all of them are tried always. */
  static boolean matches(String algorithm, List<String> secrets, byte[] given, byte[]... parts) {
    boolean matches = false;
    for (String secret : secrets) {
      matches |= MessageDigest.isEqual(hash(algorithm, secret, parts), given);
    }
    return matches;
  }

  private static byte[] hash(String algorithm, String secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(bytes(secret), algorithm));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Optional<byte[]> hex(String text) {
    try {
      return Optional.of(HexFormat.of().parseHex(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A time stamp of digits. */
  static Optional<Long> digits(String text) {
    return text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** Whether a signed time is near enough, in the past or, as clocks differ, in the future. */
  static boolean fresh(Instant signed, Instant now, Duration tolerance) {
    return Duration.between(signed, now).abs().compareTo(tolerance) <= 0;
  }

  /** The verdict of a scheme that signs the time. */
  static Check timed(
      boolean matches, Instant signed, Instant now, Duration tolerance, String signature) {
    if (!matches) {
      return new Check.Refused(Check.Reason.WRONG);
    }
    return fresh(signed, now, tolerance)
        ? new Check.Genuine(
            Optional.of(new Check.Once(signature, signed.plus(tolerance).plusSeconds(1))))
        : new Check.Refused(Check.Reason.STALE);
  }
}
