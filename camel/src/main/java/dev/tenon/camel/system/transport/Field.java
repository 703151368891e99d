package dev.tenon.camel.system.transport;

import java.util.Optional;

/** One header field. */
public record Field(String name, String value) {
  /** Rejects what would end the field, or the head of the message. */
  public Field {
    if (!isToken(name)) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a header");
    }
    if (!isValue(value)) {
      // the value may be a secret
      throw new IllegalArgumentException(
          "the value of the header " + name + " is not one line of ASCII");
    }
  }

  /** The field, or empty where these cannot be one. */
  public static Optional<Field> of(String name, String value) {
    return name != null && value != null && isToken(name) && isValue(value)
        ? Optional.of(new Field(name, value))
        : Optional.empty();
  }

  /** Whether a text can be a field's value: visible ASCII, spaces and tabs inside. */
  public static boolean isValue(String text) {
    return text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t');
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
