package dev.tenon.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Tenon's manifests write them: a whole number from 1 to 999999 and one of {@code ms},
 * {@code s}, {@code m}, {@code h}, {@code d}. A day is 24 hours. The API's types have the same in
 * {@code dev.tenon.api}: neither module may know the other, and a test of the engine, which knows
 * both, holds them together.
 */
public final class Durations {
  /** The whole grammar, as the CRDs state it. */
  public static final String PATTERN = "^[1-9][0-9]{0,5}(ms|s|m|h|d)$";

  private static final Pattern GRAMMAR = Pattern.compile(PATTERN);

  private Durations() {}

  /** The duration that a text states, or empty when it states none. */
  public static Optional<Duration> read(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(1);
    long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  /**
   * The duration that a text states.
   *
   * @throws IllegalArgumentException if it states none; the message says what was expected
   */
  public static Duration parse(String text) {
    return read(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is not a duration such as 500ms, 10s, 5m, 24h or 30d"));
  }

  /**
   * Writes a duration in the greatest unit that divides it, whole days only from two days on:
   * {@code 24h}, {@code 30d}, {@code 90s}. Rounded down to milliseconds.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0 && millis > 86_400_000) {
      return millis / 86_400_000 + "d";
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
