package dev.tenon.engine.golang;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
  private static final List<String> DATE_TIMES =
      List.of(
          "2006-01-02T15:04:05.000000Z07:00",
          "2006-01-02T15:04:05.000Z07:00",
          "2006-01-02T15:04:05Z07:00",
          "2006-01-02T15:04:05.999999999Z07:00",
          "2006-01-02T15:04:05");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))", Pattern.DOTALL);
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

  /**
   * A day such as {@code 2026-11-24}.
   *
   * @throws IllegalArgumentException where the text is none, or there is no such day, in Go's words
   */
  public static LocalDate parseDate(String text) {
    return GoTimeLayout.parse(List.of("2006-01-02"), text).utc().toLocalDate();
  }

  /** Whether {@link #parseDate} can read a text. */
  public static boolean isDate(String text) {
    return parses(() -> parseDate(text));
  }

  /**
   * Whether {@code format: date-time} accepts a text, which is not always what {@link
   * #parseDateTime} can read.
   */
  public static boolean isDateTime(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("t", -1);
    if (parts.length < 2 || !isDate(parts[0])) {
      return false;
    }
    Matcher m = TIME.matcher(parts[1]);
    return m.matches()
        && m.group(1).compareTo("23") <= 0
        && m.group(2).compareTo("59") <= 0
        && m.group(3).compareTo("59") <= 0;
  }

  /**
   * An instant of RFC 3339, also without a zone, which then is UTC; nothing at all is the epoch.
   *
   * @throws IllegalArgumentException where the text is none, in Go's words
   */
  public static Instant parseDateTime(String text) {
    return text.isEmpty() ? Instant.EPOCH : GoTimeLayout.parse(DATE_TIMES, text).instant();
  }

  /**
   * An instant of RFC 3339, as Go's {@code time} reads it.
   *
   * @throws IllegalArgumentException where the text is none, in Go's words
   */
  public static Instant parseRfc3339(String text) {
    return GoTimeLayout.parse(List.of("2006-01-02T15:04:05Z07:00"), text).instant();
  }

  private static boolean parses(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
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
