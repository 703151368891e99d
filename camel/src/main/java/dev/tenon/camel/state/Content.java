package dev.tenon.camel.state;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a stored message carries.
 *
 * @param headers a JSON object
 * @param body UTF-8 for text and JSON; empty for {@link BodyType#none}
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content, see below; never changed
public record Content(String headers, BodyType type, byte[] body) {
  /** Nothing at all. */
  public static final Content NONE = new Content("{}", BodyType.none, new byte[0]);

  /** How a body is read back; the constants are what the database holds. */
  public enum BodyType {
    /** A text. */
    text,
    /** Bytes as they came. */
    bytes,
    /** A JSON value. */
    json,
    /** No body. */
    none
  }

  /** The size that limits are about, in bytes: body and headers. */
  public int size() {
    return headers.length() + body.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content
        && headers.equals(content.headers)
        && type == content.type
        && Arrays.equals(body, content.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(headers, type, Arrays.hashCode(body));
  }

  /** Never the content: this may reach a log. */
  @Override
  public String toString() {
    return type + " of " + body.length + " bytes";
  }
}
