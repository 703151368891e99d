package dev.tenon.sandbox.config;

import java.time.Duration;

/**
 * Durations as sandbox files write them: {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code
 * 1d}.
 */
public final class Durations {
  private Durations() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Duration parse(String text) {
    return Fields.parseDuration(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is no duration; expected one such as 250ms, 2s, 5m, 1h or 1d"));
  }
}
