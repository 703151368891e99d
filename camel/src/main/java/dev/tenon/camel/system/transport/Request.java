package dev.tenon.camel.system.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request as it goes out.
 *
 * @param requestTarget path and query, encoded
 * @param fields all of them but those that frame the message
 */
public record Request(
    String method, Target to, String requestTarget, List<Field> fields, Optional<Content> body) {

  /** The same request with a field more. */
  public Request with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Request(method, to, requestTarget, List.copyOf(more), body);
  }

  /** What a request carries; the bytes must not change. */
  public static final class Content {
    private final byte[] bytes;

    /** Content of these bytes, which are not copied. */
    public Content(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes themselves, not a copy. */
    public byte[] bytes() {
      return bytes;
    }
  }
}
