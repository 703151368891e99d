package dev.tenon.engine.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a file into documents at the lines that begin with {@code ---}, before anything is parsed,
 * as kubectl does; so a document that cannot be read leaves the others whole.
 */
final class DocumentSplitter {
  private static final String SEPARATOR = "---";

  /**
   * A document.
   *
   * @param firstLine of the file, from 1
   */
  record Chunk(String text, int firstLine) {}

  private DocumentSplitter() {}

  static List<Chunk> split(String text, Notes notes) {
    List<Chunk> chunks = new ArrayList<>();
    int start = 0;
    int startLine = 1;
    int line = 1;
    for (int at = 0; at < text.length(); line++) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline + 1;
      if (text.startsWith(SEPARATOR, at)) {
        String rest = text.substring(at + SEPARATOR.length(), end);
        boolean comment = rest.isBlank() || (rest.strip().startsWith("#") && !rest.startsWith("#"));
        if (!comment) {
          notes.add(
              line,
              SEPARATOR.length() + 1,
              "only a comment may follow --- on its line",
              "Put what follows on the next line.");
        }
        chunks.add(new Chunk(text.substring(start, at), startLine));
        start = end;
        startLine = line + 1;
      }
      at = end;
    }
    chunks.add(new Chunk(text.substring(start), startLine));
    return chunks;
  }
}
