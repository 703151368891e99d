package dev.tenon.engine.schema;

import java.util.Optional;

/**
 * The {@code fieldPath} of a rule: a JSON path of fields and keys of maps, such as {@code
 * .spec.limits['daily']}.
 */
final class RuleFieldPath {
  private final String text;
  private int at;

  private RuleFieldPath(String text) {
    this.text = text;
  }

  /** The path, as errors print it; empty where it is no path to a field of the schema. */
  static Optional<FieldPath> resolve(String text, SchemaNode schema) {
    return new RuleFieldPath(text).walk(schema);
  }

  private Optional<FieldPath> walk(SchemaNode root) {
    FieldPath path = FieldPath.root();
    SchemaNode schema = root;
    while (at < text.length()) {
      Optional<String> name =
          text.charAt(at) == '.'
              ? identifier()
              : text.charAt(at) == '[' ? quoted() : Optional.empty();
      if (name.isEmpty()) {
        return Optional.empty();
      }
      boolean named = !schema.properties().isEmpty();
      Optional<SchemaNode> next =
          named
              ? Optional.ofNullable(schema.properties().get(name.get()))
              : schema.additionalProperties();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      path = named ? path.child(name.get()) : path.key(name.get());
      schema = next.get();
    }
    return Optional.of(path);
  }

  private Optional<String> identifier() {
    int begin = ++at;
    while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at == begin ? Optional.empty() : Optional.of(text.substring(begin, at));
  }

  private Optional<String> quoted() {
    at++;
    if (at >= text.length() || text.charAt(at) != '\'') {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\'') {
        at++;
        boolean closed = at < text.length() && text.charAt(at) == ']';
        at++;
        return closed ? Optional.of(out.toString()) : Optional.empty();
      }
      if (c == '\\') {
        at++;
        int escape = at < text.length() ? "abfnrtv'\\".indexOf(text.charAt(at)) : -1;
        if (escape < 0) {
          return Optional.empty();
        }
        out.append("\007\b\f\n\r\t\013'\\".charAt(escape));
      } else {
        out.append(c);
      }
    }
    return Optional.empty();
  }
}
