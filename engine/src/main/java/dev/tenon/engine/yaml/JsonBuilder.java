package dev.tenon.engine.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the values of a document that is JSON, one or several after each other. What YAML's parser
 * does not take, tabs above all, JSON may have.
 */
final class JsonBuilder {
  private final JsonParser parser;
  private final YamlLimits limits;
  private final Notes notes;

  private JsonBuilder(JsonParser parser, YamlLimits limits, Notes notes) {
    this.parser = parser;
    this.limits = limits;
    this.notes = notes;
  }

  /**
   * The values of a document; what is too deep in it is left out and noted.
   *
   * @throws IOException where it is not JSON
   */
  static List<Built> build(String text, YamlLimits limits, Notes notes) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(limits.characters())
                    .build())
            .build();
    List<Built> values = new ArrayList<>();
    try (JsonParser parser = factory.createParser(text)) {
      while (parser.nextToken() != null) {
        values.add(new JsonBuilder(parser, limits, notes).read(0));
      }
    }
    return values;
  }

  private Built read(int depth) throws IOException {
    Located at = here();
    if (depth >= limits.depth() && parser.currentToken().isStructStart()) {
      notes.add(at, TreeBuilder.tooDeep(limits), TreeBuilder.TOO_DEEP_FIX);
      parser.skipChildren();
      return new Built(NullNode.getInstance(), at, 1, 0);
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      MappingBuilder mapping = new MappingBuilder(notes, at);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        Located place = here();
        parser.nextToken();
        mapping.put(name, place, read(depth + 1));
      }
      return mapping.built();
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      List<Located> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        Built item = read(depth + 1);
        list.add(item.json());
        items.add(item.at());
      }
      return new Built(list, new Located(at.line(), at.column(), Map.of(), items), 1, 1);
    }
    return new Built(scalar(), at, 1, 0);
  }

  private JsonNode scalar() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_NUMBER_INT -> PlainScalars.node(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(parser.getBooleanValue());
      default -> NullNode.getInstance();
    };
  }

  private Located here() {
    JsonLocation at = parser.currentTokenLocation();
    return notes.located(at.getLineNr(), at.getColumnNr());
  }
}
