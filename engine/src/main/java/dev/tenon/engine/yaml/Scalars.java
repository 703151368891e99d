package dev.tenon.engine.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Values and names out of the scalars of a document. */
final class Scalars {
  private static final String PREFIX = "tag:yaml.org,2002:";
  private static final Set<String> COLLECTION_TAGS = Set.of(PREFIX + "map", PREFIX + "seq");

  private final Notes notes;

  Scalars(Notes notes) {
    this.notes = notes;
  }

  /** Whether the tag of a mapping or list says what it is anyway. */
  static boolean isCollectionTag(String tag) {
    return COLLECTION_TAGS.contains(tag);
  }

  /** What is wrong with a tag. */
  static String unknownTag(String tag) {
    String shown = tag.startsWith(PREFIX) ? "!!" + tag.substring(PREFIX.length()) : tag;
    return "the tag " + shown + " means nothing in a manifest and would be dropped";
  }

  /** What a scalar means; null where it was found wanting. */
  JsonNode value(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (hasLoneSurrogate(text)) {
      notes.add(
          scalar,
          "the text holds half of a character that is written in two halves (UTF-16)",
          "Write both halves, or the character itself.");
      return NullNode.getInstance();
    }
    if (scalar.getTag().isPresent()) {
      return tagged(scalar, scalar.getTag().get());
    }
    return scalar.isPlain() ? plain(scalar) : TextNode.valueOf(text);
  }

  private JsonNode plain(ScalarEvent scalar) {
    if (PlainScalars.isNotFinite(scalar.getValue())) {
      notes.add(
          scalar,
          scalar.getValue() + " is a number that JSON does not have",
          "Put it in quotes if it is meant to be a text.");
      return NullNode.getInstance();
    }
    return PlainScalars.resolve(scalar.getValue());
  }

  private JsonNode tagged(ScalarEvent scalar, String tag) {
    if (tag.equals(PREFIX + "str")) {
      return TextNode.valueOf(scalar.getValue());
    }
    String kind = tag.startsWith(PREFIX) ? tag.substring(PREFIX.length()) : "";
    JsonNode value = plain(scalar);
    boolean fits;
    switch (kind) {
      case "int" -> fits = value.isIntegralNumber();
      case "float" -> fits = value.isNumber();
      case "bool" -> fits = value.isBoolean();
      case "null" -> fits = value.isNull();
      default -> {
        notes.add(scalar, unknownTag(tag), "Remove the tag.");
        return value;
      }
    }
    if (!fits) {
      notes.add(
          scalar,
          "\"" + scalar.getValue() + "\" is not what its tag !!" + kind + " says",
          "Remove the tag, or write such a value.");
    }
    return value;
  }

  /** The name of a field; empty where it was found wanting. */
  Optional<String> name(ScalarEvent scalar) {
    String text = scalar.getValue();
    JsonNode value = value(scalar);
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    // numbers and booleans become texts; that is only good where they look the same then
    if (!value.isNull() && value.asText().equals(text)) {
      return Optional.of(text);
    }
    String means = value.isNull() ? "null" : value.asText();
    notes.add(
        scalar,
        text.isEmpty()
            ? "a field without a name"
            : "the name " + text + " without quotes means " + means,
        text.isEmpty() ? "Put a name before the colon." : "Write \"" + text + "\".");
    return Optional.empty();
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
