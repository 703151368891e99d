package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import java.util.ArrayList;
import java.util.List;

/**
 * CEL's string extension, with positions in code points. It is written out here, and not taken from
 * the library, because its functions share names with Kubernetes' list functions, results need a
 * bound, and its errors are to read as the API server's.
 */
final class StringLibrary {
  /**
   * No function makes a longer text, in UTF-16 units: a request is smaller, and repeated replacing
   * would fill the memory.
   */
  private static final int LONGEST = 10_000_000;

  private StringLibrary() {}

  static List<Overload> overloads() {
    CelType strings = ListType.create(STRING);
    List<Overload> out = new ArrayList<>();
    out.add(
        Overload.member(
            "charAt",
            "string_char_at_int",
            STRING,
            STRING,
            INT,
            (s, i) -> charAt((String) s, (Long) i)));
    out.add(
        Overload.member(
            "indexOf",
            "string_index_of_string",
            INT,
            STRING,
            STRING,
            (s, sub) -> indexOf((String) s, (String) sub, 0)));
    out.add(
        Overload.member(
            "indexOf",
            "string_index_of_string_int",
            INT,
            List.of(STRING, STRING, INT),
            a -> indexOf((String) a[0], (String) a[1], (Long) a[2])));
    out.add(
        Overload.member(
            "lastIndexOf",
            "string_last_index_of_string",
            INT,
            STRING,
            STRING,
            (s, sub) -> lastIndexOf((String) s, (String) sub)));
    out.add(
        Overload.member(
            "lastIndexOf",
            "string_last_index_of_string_int",
            INT,
            List.of(STRING, STRING, INT),
            a -> lastIndexOf((String) a[0], (String) a[1], (Long) a[2])));
    out.add(
        Overload.member(
            "lowerAscii",
            "string_lower_ascii",
            STRING,
            STRING,
            s -> mapAscii((String) s, 'A', 'Z', 32)));
    out.add(
        Overload.member(
            "upperAscii",
            "string_upper_ascii",
            STRING,
            STRING,
            s -> mapAscii((String) s, 'a', 'z', -32)));
    out.add(
        Overload.member(
            "replace",
            "string_replace_string_string",
            STRING,
            List.of(STRING, STRING, STRING),
            a -> replace((String) a[0], (String) a[1], (String) a[2], -1)));
    out.add(
        Overload.member(
            "replace",
            "string_replace_string_string_int",
            STRING,
            List.of(STRING, STRING, STRING, INT),
            a -> replace((String) a[0], (String) a[1], (String) a[2], (Long) a[3])));
    out.add(
        Overload.member(
            "split",
            "string_split_string",
            strings,
            STRING,
            STRING,
            (s, sep) -> split((String) s, (String) sep, -1)));
    out.add(
        Overload.member(
            "split",
            "string_split_string_int",
            strings,
            List.of(STRING, STRING, INT),
            a -> split((String) a[0], (String) a[1], (Long) a[2])));
    out.add(
        Overload.member(
            "substring",
            "string_substring_int",
            STRING,
            STRING,
            INT,
            (s, from) -> substring((String) s, (Long) from)));
    out.add(
        Overload.member(
            "substring",
            "string_substring_int_int",
            STRING,
            List.of(STRING, INT, INT),
            a -> substring((String) a[0], (Long) a[1], (Long) a[2])));
    out.add(Overload.member("trim", "string_trim", STRING, STRING, s -> trim((String) s)));
    out.add(Overload.member("reverse", "string_reverse", STRING, STRING, s -> reverse((String) s)));
    out.add(
        Overload.member("join", "list_join", STRING, strings, list -> join((List<?>) list, "")));
    out.add(
        Overload.member(
            "join",
            "list_join_string",
            STRING,
            strings,
            STRING,
            (list, sep) -> join((List<?>) list, (String) sep)));
    out.add(
        Overload.global("strings.quote", "strings_quote", STRING, STRING, s -> quote((String) s)));
    out.add(
        Overload.member(
            "format",
            "string_format",
            STRING,
            STRING,
            ListType.create(DYN),
            (format, args) -> bounded(StringFormatting.format((String) format, (List<?>) args))));
    return out;
  }

  private static String charAt(String text, long at) {
    int length = length(text);
    if (at < 0 || at > length) {
      throw outOfRange(at);
    }
    return at == length ? "" : text.substring(offset(text, at), offset(text, at + 1));
  }

  private static long indexOf(String text, String part, long from) {
    if (part.isEmpty()) {
      return from;
    }
    if (from < 0) {
      throw outOfRange(from);
    }
    if (from >= length(text)) {
      return -1;
    }
    int found = text.indexOf(part, offset(text, from));
    return found < 0 ? -1 : text.codePointCount(0, found);
  }

  private static long lastIndexOf(String text, String part) {
    if (part.isEmpty()) {
      return length(text);
    }
    return text.length() < part.length() ? -1 : lastIndexOf(text, part, length(text) - 1L);
  }

  private static long lastIndexOf(String text, String part, long from) {
    if (part.isEmpty()) {
      return from;
    }
    if (from < 0) {
      throw outOfRange(from);
    }
    if (from >= length(text)) {
      return -1;
    }
    int found = text.lastIndexOf(part, offset(text, from));
    return found < 0 ? -1 : text.codePointCount(0, found);
  }

  private static String substring(String text, long from) {
    if (from < 0 || from > length(text)) {
      throw outOfRange(from);
    }
    return text.substring(offset(text, from));
  }

  private static String substring(String text, long from, long to) {
    int length = length(text);
    if (from > to) {
      throw Overload.failure("invalid substring range. start: " + from + ", end: " + to);
    }
    if (from < 0 || from > length) {
      throw outOfRange(from);
    }
    if (to > length) {
      throw outOfRange(to);
    }
    return text.substring(offset(text, from), offset(text, to));
  }

  private static String mapAscii(String text, char first, char last, int shift) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c >= first && c <= last) {
        out.setCharAt(i, (char) (c + shift));
      }
    }
    return out.toString();
  }

  private static String replace(String text, String old, String by, long most) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (long n = 0; n != most; n++) {
      // an empty text is found before each character and at the end
      int found = old.isEmpty() ? at : text.indexOf(old, at);
      if (found < 0) {
        break;
      }
      out.append(text, at, found).append(by);
      if (out.length() > LONGEST) {
        throw tooLong();
      }
      at = found + old.length();
      if (old.isEmpty()) {
        if (at == text.length()) {
          return out.toString();
        }
        int next = text.offsetByCodePoints(at, 1);
        out.append(text, at, next);
        at = next;
      }
    }
    return bounded(out.append(text, at, text.length()).toString());
  }

  private static List<Object> split(String text, String separator, long most) {
    List<Object> out = new ArrayList<>();
    if (most == 0) {
      return out;
    }
    int at = 0;
    while (most < 0 || out.size() < most - 1) {
      if (separator.isEmpty()) {
        if (at >= text.length() || text.offsetByCodePoints(at, 1) >= text.length()) {
          break;
        }
        int next = text.offsetByCodePoints(at, 1);
        out.add(text.substring(at, next));
        at = next;
      } else {
        int found = text.indexOf(separator, at);
        if (found < 0) {
          break;
        }
        out.add(text.substring(at, found));
        at = found + separator.length();
      }
    }
    if (!separator.isEmpty() || at < text.length()) {
      out.add(text.substring(at));
    }
    return out;
  }

  private static String join(List<?> list, String separator) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof String text)) {
        throw Overload.failure("join: invalid input: " + list.get(i));
      }
      out.append(i == 0 ? "" : separator).append(text);
      if (out.length() > LONGEST) {
        throw tooLong();
      }
    }
    return out.toString();
  }

  /** White space is Unicode's, which Java's own methods do not agree with. */
  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return (c >= 9 && c <= 13) || c == 0x85 || Character.isSpaceChar(c);
  }

  private static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 11 -> out.append("\\v");
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                default ->
                    out.appendCodePoint(
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c);
              }
            });
    return out.append('"').toString();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static int offset(String text, long codePoints) {
    return text.offsetByCodePoints(0, (int) codePoints);
  }

  static String bounded(String text) {
    if (text.length() > LONGEST) {
      throw tooLong();
    }
    return text;
  }

  private static RuntimeException tooLong() {
    return Overload.failure("the resulting text is longer than " + LONGEST + " characters");
  }

  private static RuntimeException outOfRange(long index) {
    return Overload.failure("index out of range: " + index);
  }
}
