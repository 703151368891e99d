package dev.tenon.camel.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code X-Hub-Signature-256}: SHA-256 of the body, in hexadecimal. No time is signed: the inbox's
 * key tells a repetition. Source: GitHub, "Validating webhook deliveries". The older {@code
 * X-Hub-Signature} is SHA-1 and is not accepted.
 */
final class GitHubSignature implements Signature {
  private static final String PREFIX = "sha256=";

  @Override
  public Check check(Signed request, List<String> secrets, Instant now) {
    Optional<String> header = request.header().apply("X-Hub-Signature-256");
    if (header.isEmpty()) {
      return new Check.Refused(Check.Reason.UNSIGNED);
    }
    Optional<byte[]> given =
        header
            .filter(value -> value.startsWith(PREFIX))
            .flatMap(value -> Macs.hex(value.substring(PREFIX.length())));
    return given.isPresent() && Macs.matches(Macs.SHA256, secrets, given.get(), request.body())
        ? new Check.Genuine(Optional.empty())
        : new Check.Refused(Check.Reason.WRONG);
  }

  /** A new webhook is tried with a ping, which is about the webhook and no event. */
  @Override
  public Optional<Handshake> handshake(Signed request) {
    return request
        .header()
        .apply("X-GitHub-Event")
        .filter("ping"::equals)
        .map(ping -> new Handshake(202, ""));
  }
}
