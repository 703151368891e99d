package dev.tenon.camel.events;

import dev.tenon.plan.Ref;
import dev.tenon.plan.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts refused requests, and writes a line about them at most once a minute. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Ref integration;
  private final String system;
  private final Webhook webhook;
  private final Map<Check.Reason, Long> counts = new EnumMap<>(Check.Reason.class);
  private Instant written = Instant.EPOCH;

  Refusals(Ref integration, String system, Webhook webhook) {
    this.integration = integration;
    this.system = system;
    this.webhook = webhook;
  }

  void refused(Check.Reason reason, Instant now) {
    line(reason, now).ifPresent(LOG::warn);
  }

  /** The line to write now, if it is time for one. */
  synchronized Optional<String> line(Check.Reason reason, Instant now) {
    counts.merge(reason, 1L, Long::sum);
    if (now.isBefore(written.plus(QUIET))) {
      return Optional.empty();
    }
    written = now;
    String numbers =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().text())
            .collect(Collectors.joining(", "));
    counts.clear();
    return Optional.of(
        integration.path()
            + ": requests to receive events of "
            + system
            + " were refused: "
            + numbers
            + ". If they are the vendor's own, compare its signing secret ("
            + webhook.type()
            + ") with key secret of Secret "
            + webhook.secret()
            + ", and the clock and the public URL of this process.");
  }
}
