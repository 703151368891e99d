package dev.tenon.local.api.selector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A field selector: fields that must, or must not, have a value. */
public record FieldSelector(List<Term> terms) {
  /** Selects everything. */
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  /**
   * One term.
   *
   * @param field a dotted path
   * @param value what it is compared with
   * @param equal whether it must equal the value, or must not
   */
  public record Term(String field, String value, boolean equal) {}

  /** Whether an object matches. */
  public boolean matches(JsonNode object) {
    for (Term term : terms) {
      JsonNode value = object;
      for (String step : term.field.split("\\.", -1)) {
        value = value.path(step);
      }
      String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
      if (text.equals(term.value) != term.equal) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a selector; which fields there are is for the caller to say.
   *
   * @throws IllegalArgumentException where it is none; the message is an API server's
   */
  public static FieldSelector parse(String text) {
    List<Term> out = new ArrayList<>();
    for (String part : split(text)) {
      if (!part.isEmpty()) {
        out.add(term(text, part));
      }
    }
    return new FieldSelector(List.copyOf(out));
  }

  private static List<String> split(String text) {
    List<String> out = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
      } else if (c == ',') {
        out.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    out.add(part.toString());
    return out;
  }

  private static Term term(String whole, String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\\') {
        i++;
      } else if (part.startsWith("!=", i)) {
        return new Term(part.substring(0, i), unescaped(part.substring(i + 2)), false);
      } else if (part.startsWith("==", i)) {
        return new Term(part.substring(0, i), unescaped(part.substring(i + 2)), true);
      } else if (c == '=') {
        return new Term(part.substring(0, i), unescaped(part.substring(i + 1)), true);
      }
    }
    throw new IllegalArgumentException(
        "invalid selector: '" + whole + "'; can't understand '" + part + "'");
  }

  private static String unescaped(String value) {
    return value.replace("\\,", ",").replace("\\=", "=").replace("\\\\", "\\");
  }
}
