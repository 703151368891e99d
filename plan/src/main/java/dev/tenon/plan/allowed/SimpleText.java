package dev.tenon.plan.allowed;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of Camel's Simple language that routes may use, and the texts that Camel may read as
 * Simple: literal text with the body, a header or a variable in it. Simple as a whole reads the
 * environment, calls methods and loads classes.
 */
final class SimpleText {
  private static final Pattern ALLOWED =
      Pattern.compile(
          "\\$\\{(body|header\\.[A-Za-z0-9_-]+|headers\\.[A-Za-z0-9_-]+|variable\\.[A-Za-z0-9_-]+)}");

  private SimpleText() {}

  /** What is wrong with a text, if anything. */
  static Optional<String> problem(String text) {
    String rest = ALLOWED.matcher(text).replaceAll("");
    return rest.indexOf('$') >= 0
        ? Optional.of(
            "may only have ${body}, ${header.name} and ${variable.name}, and no other dollar sign")
        : Literal.problem(text);
  }
}
