package dev.tenon.engine.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.problem.Position;

/** One mapping of a file, and where everything in it stands. */
public final class YamlDocument {
  private final String file;
  private final int number;
  private final ObjectNode json;
  private final Located root;

  YamlDocument(String file, int number, ObjectNode json, Located root) {
    this.file = file;
    this.number = number;
    this.json = json;
    this.root = root;
  }

  /** The file, as the reader was given it. */
  public String file() {
    return file;
  }

  /** Which document of the file it is, from 1; empty ones count. */
  public int number() {
    return number;
  }

  /** The mapping as JSON, which may be changed; as kubectl would send it. */
  public ObjectNode json() {
    return json;
  }

  /** Where the document begins. */
  public Position position() {
    return new Position(file, root.line(), root.column());
  }

  /**
   * Where a field stands: its name, or the item of a list; where there is no such field, the
   * nearest value around it that is there.
   *
   * @param field as errors name it: {@code spec.owner.team}, {@code spec.list[0].name}, {@code
   *     metadata.labels[a/b]}
   */
  public Position position(String field) {
    Located found = root.nearest(field);
    return new Position(file, found.line(), found.column());
  }

  @Override
  public String toString() {
    return position() + " " + json;
  }
}
