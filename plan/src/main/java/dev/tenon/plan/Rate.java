package dev.tenon.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many in a time, as manifests write it: {@code 10/s}, {@code 500/h}, {@code 100000/d}. */
public record Rate(long amount, Duration per) {
  private static final Pattern GRAMMAR = Pattern.compile("^([1-9][0-9]{0,8})/(s|m|h|d)$");

  /** The rate that a text states, or empty when it states none. */
  public static Optional<Rate> read(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    return matcher.matches()
        ? Durations.read("1" + matcher.group(2))
            .map(per -> new Rate(Long.parseLong(matcher.group(1)), per))
        : Optional.empty();
  }
}
