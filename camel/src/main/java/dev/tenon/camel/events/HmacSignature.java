package dev.tenon.camel.events;

import dev.tenon.plan.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A keyed hash of the body in a header, as many smaller vendors have it. No time is signed: the
 * inbox's key tells a repetition.
 */
final class HmacSignature implements Signature {
  private final Webhook.Hmac how;

  HmacSignature(Webhook.Hmac how) {
    this.how = how;
  }

  @Override
  public Check check(Signed request, List<String> secrets, Instant now) {
    Optional<String> header = request.header().apply(how.header());
    if (header.isEmpty()) {
      return new Check.Refused(Check.Reason.UNSIGNED);
    }
    Optional<byte[]> given =
        header.filter(value -> value.startsWith(how.prefix())).flatMap(this::decoded);
    return given.isPresent()
            && Macs.matches("Hmac" + how.algorithm(), secrets, given.get(), request.body())
        ? new Check.Genuine(Optional.empty())
        : new Check.Refused(Check.Reason.WRONG);
  }

  private Optional<byte[]> decoded(String value) {
    String digest = value.substring(how.prefix().length());
    return how.encoding().equals("Base64") ? Macs.base64(digest) : Macs.hex(digest);
  }
}
