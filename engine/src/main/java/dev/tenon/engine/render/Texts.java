package dev.tenon.engine.render;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which values may be filled in, by what Camel does with a text at that place. */
final class Texts {
  private static final Pattern URI = Pattern.compile("[A-Za-z0-9._~:@,/-]+");
  private static final Pattern FIELD = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._~:@,/*-]*");
  private static final Pattern MESSAGE =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Sc} .,:;_@/#%&()='\"!*\\-&&[^$]]*");
  private static final Pattern FUNCTION =
      Pattern.compile("\\$\\{(body|headers?\\.[A-Za-z0-9_-]+|variable\\.[A-Za-z0-9_-]+)}");

  /** Options of data formats that are one character, whichever it is. */
  private static final Set<String> CHARACTERS =
      Set.of("delimiter", "quote", "escape", "commentMarker");

  private Texts() {}

  /** In the URI of a stock endpoint. */
  static Optional<String> inUri(String value) {
    return URI.matcher(value).matches() && !value.contains("..")
        ? Optional.empty()
        : Optional.of(
            "must be one or more letters, digits and . _ ~ : @ , / - here, without ..: it becomes part of a URI");
  }

  /** In a field of a step, or an option of a language or of a data format. */
  static Optional<String> inField(String field, String value) {
    if (CHARACTERS.contains(field)) {
      return value.length() == 1 && (!Character.isISOControl(value.charAt(0)) || value.equals("\t"))
          ? Optional.empty()
          : Optional.of("must be one character");
    }
    return FIELD.matcher(value).matches()
        ? Optional.empty()
        : Optional.of("may only have letters, digits, spaces and . _ ~ : @ , / * - here");
  }

  /**
   * In a message, which Camel reads as Simple: nothing that its operators are made of.
   *
   * @param whole whether the value is all of the message
   */
  static Optional<String> inMessage(String value, boolean whole) {
    if (whole && value.isBlank()) {
      return Optional.of("must not be blank: Camel starts no route with an empty message");
    }
    // ${body}++ and ${body}-- count, and a colon behind a blank is one half of a condition
    boolean plain =
        MESSAGE.matcher(value).matches()
            && !value.contains("--")
            && !value.startsWith("-")
            && !value.endsWith("-")
            && !value.contains(" :")
            && !value.startsWith(":")
            && !value.endsWith(" ");
    return plain
        ? Optional.empty()
        : Optional.of(
            "may only have letters, digits, spaces and . , : ; _ @ / # % & ( ) = ' \" ! * -, no -- and no colon behind a blank, and not begin with : or - nor end with - or a blank: Camel evaluates messages");
  }

  /**
   * Whether the author's own part of a message leaves parameters without a meaning of their own.
   */
  static boolean plainMessage(String literal) {
    return MESSAGE.matcher(FUNCTION.matcher(literal).replaceAll("")).matches()
        && !literal.contains(" :");
  }

  /** In the path of a request. */
  static Optional<String> inPath(String value) {
    return inUri(value);
  }

  /** In a header of a request. */
  static Optional<String> inHeader(String value) {
    return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
        ? Optional.empty()
        : Optional.of("may only have printable ASCII characters: it becomes part of a header");
  }
}
