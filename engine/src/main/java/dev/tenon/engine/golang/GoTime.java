package dev.tenon.engine.golang;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days, instants and durations as Go's {@code time}, and go-openapi's {@code strfmt} on top of it,
 * read them.
 */
public final class GoTime {
  private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))", Pattern.DOTALL);
  private static final Pattern INSTANT =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?(Z|([+-])([0-9]{2}):([0-9]{2}))?");
  private static final Pattern GO_DURATION =
      Pattern.compile("[-+]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+");
  private static final Pattern GO_PART =
      Pattern.compile("([0-9]*\\.?[0-9]*)(ns|us|µs|μs|ms|s|m|h)");
  private static final Pattern SCALA_PART = Pattern.compile("([0-9]+)[\\t\\n\\f\\r ]*([A-Za-zµ]+)");
  private static final Map<String, Long> GO_UNITS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "µs",
          1_000L,
          "μs",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);

  /** Of each unit its names; the last one may be the beginning of a longer word. */
  private record Unit(long nanos, List<String> names) {}

  private static final List<Unit> SCALA_UNITS =
      List.of(
          new Unit(1L, List.of("ns", "nano")),
          new Unit(1_000L, List.of("us", "µs", "micro")),
          new Unit(1_000_000L, List.of("ms", "milli")),
          new Unit(1_000_000_000L, List.of("s", "sec")),
          new Unit(60_000_000_000L, List.of("m", "min")),
          new Unit(3_600_000_000_000L, List.of("h", "hr", "hour")),
          new Unit(86_400_000_000_000L, List.of("d", "day")),
          new Unit(604_800_000_000_000L, List.of("w", "wk", "week")));

  private GoTime() {}

  /** A day such as {@code 2026-11-24}; empty where the text is none, or there is no such day. */
  public static Optional<LocalDate> parseDate(String text) {
    Matcher m = DATE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether {@code format: date-time} accepts a text, which is not always what {@link
   * #parseDateTime} can read.
   */
  public static boolean isDateTime(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("t", -1);
    if (parts.length < 2 || parseDate(parts[0]).isEmpty()) {
      return false;
    }
    Matcher m = TIME.matcher(parts[1]);
    return m.matches()
        && m.group(1).compareTo("23") <= 0
        && m.group(2).compareTo("59") <= 0
        && m.group(3).compareTo("59") <= 0;
  }

  /**
   * An instant of RFC 3339, also without a zone, which then is UTC; empty where it cannot be read.
   */
  public static Optional<Instant> parseDateTime(String text) {
    Matcher m = INSTANT.matcher(text);
    if (!m.matches()) {
      return text.isEmpty() ? Optional.of(Instant.EPOCH) : Optional.empty();
    }
    Optional<LocalDate> day = parseDate(m.group(1));
    if (day.isEmpty()) {
      return Optional.empty();
    }
    try {
      String fraction = m.group(5) == null ? "" : m.group(5);
      int nanos =
          fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
      LocalTime time =
          LocalTime.of(
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)),
              Integer.parseInt(m.group(4)),
              nanos);
      int offset = 0;
      if (m.group(7) != null) {
        int hours = Integer.parseInt(m.group(8));
        int minutes = Integer.parseInt(m.group(9));
        if (hours > 24 || minutes > 60) {
          return Optional.empty();
        }
        offset = (m.group(7).equals("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
      }
      return Optional.of(
          LocalDateTime.of(day.get(), time).toInstant(ZoneOffset.UTC).minusSeconds(offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A duration of Go such as {@code 1h30m}, or of Scala such as {@code 2 days}; empty where it is
   * neither or does not fit 64 bits of nanoseconds.
   */
  public static Optional<Duration> parseDuration(String text) {
    Optional<Duration> go = parseGoDuration(text);
    if (go.isPresent()) {
      return go;
    }
    long nanos = 0;
    boolean found = false;
    Matcher m = SCALA_PART.matcher(text);
    while (m.find()) {
      long factor;
      try {
        factor = Long.parseLong(m.group(1));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
      String word = m.group(2).toLowerCase(Locale.ROOT);
      for (Unit unit : SCALA_UNITS) {
        if (unit.names.contains(word) || word.startsWith(unit.names.get(unit.names.size() - 1))) {
          found = true;
          // wraps, as Go's arithmetic does
          nanos += factor * unit.nanos;
        }
      }
    }
    return found ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
  }

  /** A duration as {@code time.ParseDuration} reads it; empty where it is none. */
  public static Optional<Duration> parseGoDuration(String text) {
    if (text.matches("[-+]?0")) {
      return Optional.of(Duration.ZERO);
    }
    if (!GO_DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher m = GO_PART.matcher(text);
    while (m.find()) {
      BigDecimal amount = new BigDecimal(m.group(1).endsWith(".") ? m.group(1) + "0" : m.group(1));
      // each part is cut to whole nanoseconds
      nanos =
          nanos.add(
              new BigDecimal(
                  amount.multiply(BigDecimal.valueOf(GO_UNITS.get(m.group(2)))).toBigInteger()));
    }
    if (text.startsWith("-")) {
      nanos = nanos.negate();
    }
    try {
      return Optional.of(Duration.ofNanos(nanos.longValueExact()));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
