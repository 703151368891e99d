package dev.tenon.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the API writes them: one positive whole number and one unit, such as {@code 90d}.
 */
public final class Durations {
  /** Matches every duration of the API; the units are milliseconds to days of 24 hours. */
  public static final String PATTERN = "^[1-9][0-9]{0,5}(ms|s|m|h|d)$";

  private static final Pattern PARTS = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text does not match {@link #PATTERN}
   */
  public static Duration parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no duration: write a whole number from 1 to 999999 and one of ms, s, m, h, d, as in 90d");
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /**
   * Writes a duration in the greatest unit that divides it, whole days only from two days on:
   * {@code 24h}, {@code 30d}, {@code 90s}. Rounded down to milliseconds.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    long day = Duration.ofDays(1).toMillis();
    if (millis % day == 0 && millis > day) {
      return millis / day + "d";
    }
    if (millis % 3_600_000 == 0 && millis > 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
