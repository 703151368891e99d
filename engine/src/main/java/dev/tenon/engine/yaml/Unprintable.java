package dev.tenon.engine.yaml;

import dev.tenon.engine.problem.Position;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Finds characters that YAML does not allow, wherever they stand. */
final class Unprintable {
  private Unprintable() {}

  /** The first of them. */
  static Optional<YamlProblem> find(String file, String text) {
    int line = 1;
    int column = 1;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      if (!StreamReader.isPrintable(c)) {
        return Optional.of(
            new YamlProblem(
                new Position(file, line, column),
                String.format("the character U+%04X may not stand in a file", c),
                "Remove it; in double quotes it can be written as "
                    + String.format("\"\\u%04x\".", c & 0xffff)));
      }
      at += Character.charCount(c);
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    return Optional.empty();
  }
}
