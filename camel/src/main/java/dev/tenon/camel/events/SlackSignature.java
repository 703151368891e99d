package dev.tenon.camel.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code X-Slack-Signature: v0=HEX} and {@code X-Slack-Request-Timestamp}: SHA-256 of {@code v0},
 * the seconds and the body, with colons between. Source: Slack, "Verifying requests from Slack". A
 * request URL is accepted by Slack when it answers the challenge of a {@code url_verification}.
 */
final class SlackSignature implements Signature {
  private static final String VERSION = "v0";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Duration tolerance;

  SlackSignature(Duration tolerance) {
    this.tolerance = tolerance;
  }

  @Override
  public Check check(Signed request, List<String> secrets, Instant now) {
    Optional<String> header = request.header().apply("X-Slack-Signature");
    Optional<String> time = request.header().apply("X-Slack-Request-Timestamp");
    if (header.isEmpty() || time.isEmpty()) {
      return new Check.Refused(Check.Reason.UNSIGNED);
    }
    Optional<Long> seconds = Macs.digits(time.get());
    Optional<byte[]> given =
        header
            .filter(value -> value.startsWith(VERSION + "="))
            .flatMap(value -> Macs.hex(value.substring(VERSION.length() + 1)));
    if (seconds.isEmpty() || given.isEmpty()) {
      return new Check.Refused(Check.Reason.WRONG);
    }
    byte[] start = Macs.bytes(VERSION + ":" + time.get() + ":");
    return Macs.timed(
        Macs.matches(Macs.SHA256, secrets, given.get(), start, request.body()),
        Instant.ofEpochSecond(seconds.get()),
        now,
        tolerance,
        header.get());
  }

  @Override
  public Optional<Handshake> handshake(Signed request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      return body.path("type").asText().equals("url_verification")
              && body.path("challenge").isTextual()
          ? Optional.of(new Handshake(200, body.path("challenge").asText()))
          : Optional.empty();
    } catch (IOException e) {
      // commands and interactions come as forms
      return Optional.empty();
    }
  }
}
