package dev.tenon.engine.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter that stands in a text of a pattern's routes: {@code {{name}}} or {@code
 * {{name.field}}}.
 *
 * @param path the name, and the fields below it
 * @param start where it begins in the text
 * @param end behind its last brace
 */
public record Placeholder(List<String> path, int start, int end) {
  private static final Pattern GRAMMAR =
      Pattern.compile("\\{\\{([A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z_][A-Za-z0-9_-]*)*)}}");

  /** All placeholders in a text, in its order. */
  public static List<Placeholder> in(String text) {
    if (!text.contains("{{")) {
      return List.of();
    }
    List<Placeholder> found = new ArrayList<>();
    Matcher matcher = GRAMMAR.matcher(text);
    while (matcher.find()) {
      found.add(
          new Placeholder(List.of(matcher.group(1).split("\\.")), matcher.start(), matcher.end()));
    }
    return List.copyOf(found);
  }

  /** The placeholder that is all of a text, if the text is one. */
  public static Optional<Placeholder> alone(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    return matcher.matches()
        ? Optional.of(new Placeholder(List.of(matcher.group(1).split("\\.")), 0, text.length()))
        : Optional.empty();
  }

  /** The parameter's name, fields included: {@code write.path}. */
  public String name() {
    return String.join(".", path);
  }
}
