package dev.tenon.plan.allowed;

import java.util.Optional;
import java.util.regex.Pattern;

/** Texts that must arrive as they are: nothing in them that Camel resolves, reads or splits. */
final class Literal {
  private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9._~:@,/-]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");

  private Literal() {}

  /** What is wrong with a text as the value of a field, if anything. */
  static Optional<String> problem(String text) {
    // }} alone means nothing to Camel, and mappings such as {a: {b: .c}} end with it
    if (text.contains("{{")) {
      return Optional.of("has {{, which Camel resolves as a placeholder");
    }
    String start = text.strip();
    return start.regionMatches(true, 0, "resource:", 0, 9)
        ? Optional.of("starts with resource:, which Camel reads as the name of a file")
        : Optional.empty();
  }

  /**
   * What is wrong with a text as an option or a path in the URI of a stock endpoint, if anything.
   */
  static Optional<String> uriProblem(String text) {
    return OPTION.matcher(text).matches() && !text.contains("..")
        ? Optional.empty()
        : Optional.of("may only have letters, digits and . _ ~ : @ , / - in a URI, and no ..");
  }

  /** What is wrong with a text as the name of a header or variable, if anything. */
  static Optional<String> nameProblem(String text) {
    if (!NAME.matcher(text).matches()) {
      return Optional.of("is no name: a letter, then at most 127 letters, digits, _ . -");
    }
    return text.regionMatches(true, 0, "Camel", 0, 5)
        ? Optional.of("is a name of Camel's own, which changes what endpoints do")
        : Optional.empty();
  }
}
