package dev.tenon.camel.system.transport;

import java.util.List;
import java.util.Optional;

/** A complete answer. */
public final class Answer {
  private final int status;
  private final List<Field> fields;
  private final byte[] body;

  /**
   * @param body empty where there is none
   */
  public Answer(int status, List<Field> fields, byte[] body) {
    this.status = status;
    this.fields = fields;
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The status and what it stands for, in the words of the registry and not of the System. */
  public String statusText() {
    return StatusText.of(status);
  }

  /** The first field of that name, in any case of letters. */
  public Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** The bytes of the content, decoded; not a copy. */
  public byte[] body() {
    return body;
  }
}
