package dev.tenon.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tenon.api.ApiValue;
import dev.tenon.api.Durations;
import java.time.Duration;

/**
 * So many in a length of time, written {@code 500/h}.
 *
 * @param count from 1 to 999999999
 * @param per one second, minute, hour or day
 */
public record Rate(long count, Duration per) implements ApiValue {
  /** Matches every rate of the API. */
  public static final String PATTERN = "^[1-9][0-9]{0,8}/(s|m|h|d)$";

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException if the text does not match {@link #PATTERN}
   */
  @JsonCreator
  public static Rate parse(String text) {
    if (!text.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no rate: write a whole number, a slash and one of s, m, h, d, as in 500/h");
    }
    int slash = text.indexOf('/');
    return new Rate(
        Long.parseLong(text.substring(0, slash)), Durations.parse("1" + text.substring(slash + 1)));
  }

  /** The rate as the API writes it. */
  @JsonValue
  @Override
  public String toString() {
    if (per.equals(Duration.ofDays(1))) {
      return count + "/d";
    }
    return count + "/" + Durations.format(per).substring(1);
  }
}
