package dev.tenon.engine.schema;

import java.util.Optional;
import java.util.function.Predicate;

/** What a {@code format} asks of a text. */
@FunctionalInterface
public interface Format {
  /**
   * Why the text is not of this format; an empty reason where the name of the format says it all,
   * nothing where the text is good.
   */
  Optional<String> refusal(String text);

  /** A format that says yes or no. */
  static Format matching(Predicate<String> test) {
    Optional<String> refused = Optional.of("");
    return text -> test.test(text) ? Optional.empty() : refused;
  }
}
