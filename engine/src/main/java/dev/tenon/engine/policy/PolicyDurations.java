package dev.tenon.engine.policy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations of manifests and of plans, which may be longer than a manifest can say. */
final class PolicyDurations {
  private static final Pattern PARTS = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");

  private PolicyDurations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Duration parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration");
    }
    long count = Long.parseLong(parts.group(1));
    try {
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too long a duration", e);
    }
  }
}
