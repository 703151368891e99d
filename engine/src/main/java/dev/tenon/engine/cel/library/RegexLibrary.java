package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.ListType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code find}, {@code findAll}, and {@code matches} with its expressions compiled once. */
final class RegexLibrary {
  /**
   * As many expressions are kept; a program has few, and one that makes them up as it goes must not
   * fill the memory.
   */
  private static final int KEPT = 1_000;

  private static final ConcurrentHashMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private RegexLibrary() {}

  static List<Overload> overloads() {
    ListType strings = ListType.create(STRING);
    return List.of(
        Overload.member(
            "find",
            "string_find_string",
            STRING,
            STRING,
            STRING,
            (text, regex) -> find((String) text, (String) regex)),
        Overload.member(
            "findAll",
            "string_find_all_string",
            strings,
            STRING,
            STRING,
            (text, regex) -> findAll((String) text, (String) regex, -1)),
        Overload.member(
            "findAll",
            "string_find_all_string_int",
            strings,
            List.of(STRING, STRING, INT),
            args -> findAll((String) args[0], (String) args[1], (Long) args[2])));
  }

  /** The standard function, global and as a member. */
  static List<Overload> matches() {
    Overload.Binary body = (text, regex) -> compile((String) regex).matcher((String) text).find();
    return List.of(
        Overload.global("matches", "matches", BOOL, STRING, STRING, body),
        Overload.member("matches", "matches_string", BOOL, STRING, STRING, body));
  }

  private static String find(String text, String regex) {
    Matcher matcher = compile(regex).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  /** Go leaves out an empty match right after another match. */
  private static List<Object> findAll(String text, String regex, long limit) {
    List<Object> found = new ArrayList<>();
    Matcher matcher = compile(regex).matcher(text);
    int lastEnd = -1;
    while ((limit < 0 || found.size() < limit) && matcher.find()) {
      if (matcher.start() != matcher.end() || matcher.start() != lastEnd) {
        found.add(matcher.group());
      }
      lastEnd = matcher.end();
    }
    return found;
  }

  static Optional<String> problem(String regex) {
    try {
      compile(regex);
      return Optional.empty();
    } catch (CelInvalidArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Pattern compile(String regex) {
    Pattern known = COMPILED.get(regex);
    if (known != null) {
      return known;
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      if (COMPILED.size() < KEPT) {
        COMPILED.put(regex, pattern);
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw Overload.failure(
          "error parsing regexp: "
              + e.getDescription()
              + (e.getPattern() == null || e.getPattern().isEmpty()
                  ? ""
                  : ": `" + e.getPattern() + "`"));
    }
  }
}
