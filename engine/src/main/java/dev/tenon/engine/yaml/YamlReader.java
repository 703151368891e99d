package dev.tenon.engine.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads manifests: files of YAML, several documents to a file, or of JSON. What a value means is
 * what kubectl makes of it (YAML 1.1); what kubectl passes over in silence is refused: a field that
 * stands twice, a name that means something else without quotes, a tag that would be dropped.
 * Bounded in size, depth and what aliases expand to. Immutable and safe for threads.
 */
public final class YamlReader {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final YamlLimits limits;

  /** A reader with {@link YamlLimits#DEFAULT}. */
  public YamlReader() {
    this(YamlLimits.DEFAULT);
  }

  /** A reader with other limits. */
  public YamlReader(YamlLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a file. Never throws for what is in it.
   *
   * @param file its name, for positions
   * @param utf8 its bytes
   */
  public YamlStream read(String file, byte[] utf8) {
    List<YamlProblem> problems = new ArrayList<>();
    Notes notes = new Notes(file, 1, problems);
    if ((long) utf8.length > 4L * limits.characters()) {
      tooLong(notes);
      return new YamlStream(List.of(), problems);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(utf8), text, true);
    text.flip();
    if (result.isError()) {
      String before = text.toString();
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      String inLine = before.substring(before.lastIndexOf('\n') + 1);
      notes.add(
          line,
          inLine.codePointCount(0, inLine.length()) + 1,
          "a byte that is not UTF-8",
          "Save the file as UTF-8.");
      return new YamlStream(List.of(), problems);
    }
    return read(file, text.toString());
  }

  /**
   * Reads a file. Never throws for what is in it.
   *
   * @param file its name, for positions
   */
  public YamlStream read(String file, String content) {
    List<YamlProblem> problems = new ArrayList<>();
    Notes notes = new Notes(file, 1, problems);
    if (content.length() > limits.characters()) {
      tooLong(notes);
      return new YamlStream(List.of(), problems);
    }
    boolean marked = !content.isEmpty() && content.charAt(0) == BYTE_ORDER_MARK;
    String text = marked ? content.substring(1) : content;
    Optional<YamlProblem> unprintable = Unprintable.find(file, text);
    if (unprintable.isPresent()) {
      return new YamlStream(List.of(), List.of(unprintable.get()));
    }
    List<DocumentSplitter.Chunk> chunks = DocumentSplitter.split(text, notes);
    if (chunks.size() > limits.documents()) {
      notes.add(1, 1, "more than " + limits.documents() + " documents", "Use several files.");
      return new YamlStream(List.of(), problems);
    }
    List<YamlDocument> documents = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      documents.addAll(read(file, i + 1, chunks.get(i), problems));
    }
    return new YamlStream(documents, problems);
  }

  private void tooLong(Notes notes) {
    notes.add(
        1, 1, "more than " + limits.characters() + " characters in one file", "Use several files.");
  }

  private List<YamlDocument> read(
      String file, int number, DocumentSplitter.Chunk chunk, List<YamlProblem> problems) {
    List<YamlProblem> found = new ArrayList<>();
    Notes notes = new Notes(file, chunk.firstLine(), found);
    List<YamlDocument> documents = new ArrayList<>();
    for (Built value : build(chunk, notes, found)) {
      if (value.json() instanceof ObjectNode object) {
        documents.add(new YamlDocument(file, number, object, value.at()));
      } else if (!value.json().isNull()) {
        notes.add(
            value.at(), "a manifest is a mapping, and this is not", "Begin with apiVersion: …");
      }
    }
    problems.addAll(found);
    // what cannot be read as it was meant is not read at all
    return found.isEmpty() ? documents : List.of();
  }

  private List<Built> build(DocumentSplitter.Chunk chunk, Notes notes, List<YamlProblem> found) {
    String text = chunk.text();
    String trimmed = text.strip();
    if (trimmed.startsWith("{")) {
      try {
        return JsonBuilder.build(text, limits, notes);
      } catch (JsonProcessingException e) {
        found.clear();
        boolean meantAsJson = trimmed.substring(1).strip().startsWith("\"");
        Optional<Built> yaml = TreeBuilder.build(text, limits, notes);
        if (!found.isEmpty() && meantAsJson) {
          found.clear();
          JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
          notes.add(
              Math.max(at.getLineNr(), 1),
              Math.max(at.getColumnNr(), 1),
              "cannot be read as JSON: " + e.getOriginalMessage(),
              "Mend it, or write YAML.");
        }
        return yaml.map(List::of).orElse(List.of());
      } catch (IOException e) {
        throw new IllegalStateException("reading a text failed", e);
      }
    }
    return TreeBuilder.build(text, limits, notes).map(List::of).orElse(List.of());
  }
}
