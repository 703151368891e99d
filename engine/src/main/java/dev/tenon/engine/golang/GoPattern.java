package dev.tenon.engine.golang;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression as the API server reads it: Go's syntax, found anywhere in the text unless
 * anchored, in time linear in the text.
 *
 * @param source the expression as written
 * @param compiled the compiled expression; empty where it is not valid
 * @param error why it is not valid, in Go's words; empty where it is
 */
public record GoPattern(String source, Optional<Pattern> compiled, String error) {
  /** Reads an expression; one that is not valid finds nothing. */
  public static GoPattern of(String source) {
    try {
      return new GoPattern(source, Optional.of(Pattern.compile(source)), "");
    } catch (PatternSyntaxException e) {
      String near =
          e.getPattern() == null || e.getPattern().isEmpty() ? "" : ": `" + e.getPattern() + "`";
      return new GoPattern(
          source, Optional.empty(), "error parsing regexp: " + e.getDescription() + near);
    }
  }

  /** Whether the expression is found in the text. */
  public boolean find(String text) {
    return compiled.isPresent() && compiled.get().matcher(text).find();
  }
}
