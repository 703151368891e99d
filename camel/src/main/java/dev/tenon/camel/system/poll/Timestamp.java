package dev.tenon.camel.system.poll;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time stamp as vendors write it: RFC 3339, and also with the colon of the offset left out
 * ({@code 2026-11-24T06:02:10.000+0000}). It is written back in the form in which it was read.
 */
final class Timestamp {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ])([0-9]{2}:[0-9]{2}:[0-9]{2})(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:?[0-9]{2})");

  private final LocalDateTime time;
  private final String separator;
  private final int fraction;
  private final String offset;

  private Timestamp(LocalDateTime time, String separator, int fraction, String offset) {
    this.time = time;
    this.separator = separator;
    this.fraction = fraction;
    this.offset = offset;
  }

  /** The time stamp, or empty when the text is none. */
  static Optional<Timestamp> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String fraction = form.group(4) == null ? "" : form.group(4);
    try {
      LocalDateTime time = LocalDateTime.parse(form.group(1) + "T" + form.group(3) + fraction);
      Timestamp read =
          new Timestamp(time, form.group(2), Math.max(0, fraction.length() - 1), form.group(5));
      read.zone();
      return Optional.of(read);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Instant instant() {
    return time.toInstant(zone());
  }

  Timestamp minus(Duration duration) {
    return new Timestamp(time.minus(duration), separator, fraction, offset);
  }

  String text() {
    String nanos = String.format("%09d", time.getNano());
    return time.toLocalDate()
        + separator
        + String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
        + (fraction == 0 ? "" : "." + nanos.substring(0, fraction))
        + offset;
  }

  private ZoneOffset zone() {
    if (offset.equalsIgnoreCase("Z")) {
      return ZoneOffset.UTC;
    }
    return ZoneOffset.of(
        offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset);
  }
}
