package dev.tenon.camel.system.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The field {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {
  private RetryAfter() {}

  /** How long an answer asks to be left alone; empty where it does not, or not in this way. */
  public static Optional<Duration> of(Answer answer, Instant now) {
    return answer.field("Retry-After").flatMap(value -> parse(value.strip(), now));
  }

  /**
   * How long a field's value asks for.
   *
   * @return zero for a date that is over
   */
  static Optional<Duration> parse(String value, Instant now) {
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      // more digits than a number has are a very long time all the same
      return Optional.of(
          Duration.ofSeconds(value.length() > 12 ? 999_999_999_999L : Long.parseLong(value)));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
