package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Compares values of JSON as vendors' filters do: times as times, numbers as numbers, everything
 * else as text.
 */
final class Values {
  private Values() {}

  /** Smaller than, equal to or greater than zero. */
  static int compare(JsonNode a, JsonNode b) {
    Optional<Instant> left = time(a);
    Optional<Instant> right = left.isPresent() ? time(b).or(() -> epoch(b)) : Optional.empty();
    if (right.isPresent()) {
      return left.get().compareTo(right.get());
    }
    Optional<BigDecimal> x = number(a);
    Optional<BigDecimal> y = x.isPresent() ? number(b) : Optional.empty();
    return y.isPresent() ? x.get().compareTo(y.get()) : a.asText().compareTo(b.asText());
  }

  /** The time that a value is, in milliseconds of the epoch; {@code otherwise} where it is none. */
  static long instant(JsonNode value, Instant otherwise) {
    return time(value).or(() -> epoch(value)).orElse(otherwise).toEpochMilli();
  }

  private static Optional<Instant> time(JsonNode value) {
    String text = value.asText();
    if (text.length() < 20 || text.charAt(10) != 'T') {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> epoch(JsonNode value) {
    String text = value.asText();
    return text.matches("\\d{12,14}")
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)))
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.decimalValue());
    }
    try {
      return value.isTextual() && value.textValue().length() < 40
          ? Optional.of(new BigDecimal(value.textValue()))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
