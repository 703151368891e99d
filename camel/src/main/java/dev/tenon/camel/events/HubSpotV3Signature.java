package dev.tenon.camel.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code X-HubSpot-Signature-v3} and {@code X-HubSpot-Request-Timestamp}: SHA-256, in Base64, of
 * the method, the full public URI with twelve characters decoded, the body and the milliseconds.
 * Source: HubSpot, "Validate the v3 request signature".
 */
final class HubSpotV3Signature implements Signature {
  private static final Pattern DECODED =
      Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

  private final Duration tolerance;

  HubSpotV3Signature(Duration tolerance) {
    this.tolerance = tolerance;
  }

  @Override
  public Check check(Signed request, List<String> secrets, Instant now) {
    Optional<String> header = request.header().apply("X-HubSpot-Signature-v3");
    Optional<String> time = request.header().apply("X-HubSpot-Request-Timestamp");
    if (header.isEmpty() || time.isEmpty()) {
      return new Check.Refused(Check.Reason.UNSIGNED);
    }
    Optional<Long> millis = Macs.digits(time.get());
    Optional<byte[]> given = Macs.base64(header.get());
    if (millis.isEmpty() || given.isEmpty()) {
      return new Check.Refused(Check.Reason.WRONG);
    }
    boolean matches = false;
    for (String uri : request.uris()) {
      matches |=
          Macs.matches(
              Macs.SHA256,
              secrets,
              given.get(),
              Macs.bytes(request.method() + decoded(uri)),
              request.body(),
              Macs.bytes(time.get()));
    }
    return Macs.timed(matches, Instant.ofEpochMilli(millis.get()), now, tolerance, header.get());
  }

  private static String decoded(String uri) {
    return DECODED
        .matcher(uri)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }
}
