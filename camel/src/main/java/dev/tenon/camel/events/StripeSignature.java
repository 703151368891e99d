package dev.tenon.camel.events;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Stripe-Signature: t=SECONDS,v1=HEX}: SHA-256 of the time, a dot and the body. There may be
 * several {@code v1} while a secret is rotated; other schemes in the header are not looked at.
 * Source: Stripe, "Verify webhook signatures manually".
 */
final class StripeSignature implements Signature {
  private static final int MAX_SIGNATURES = 10;

  private final Duration tolerance;

  StripeSignature(Duration tolerance) {
    this.tolerance = tolerance;
  }

  @Override
  public Check check(Signed request, List<String> secrets, Instant now) {
    Optional<String> header = request.header().apply("Stripe-Signature");
    if (header.isEmpty()) {
      return new Check.Refused(Check.Reason.UNSIGNED);
    }
    Optional<String> time = Optional.empty();
    List<byte[]> given = new ArrayList<>();
    for (String item : header.get().split(",", -1)) {
      int equals = item.indexOf('=');
      String name = equals < 0 ? "" : item.substring(0, equals).strip();
      if (name.equals("t") && time.isEmpty()) {
        time = Optional.of(item.substring(equals + 1).strip());
      } else if (name.equals("v1") && given.size() < MAX_SIGNATURES) {
        Macs.hex(item.substring(equals + 1)).ifPresent(given::add);
      }
    }
    Optional<Long> seconds = time.flatMap(Macs::digits);
    if (seconds.isEmpty()) {
      return new Check.Refused(Check.Reason.WRONG);
    }
    boolean matches = false;
    byte[] start = Macs.bytes(time.get() + ".");
    for (byte[] signature : given) {
      matches |= Macs.matches(Macs.SHA256, secrets, signature, start, request.body());
    }
    return Macs.timed(matches, Instant.ofEpochSecond(seconds.get()), now, tolerance, header.get());
  }
}
