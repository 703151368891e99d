package dev.tenon.local.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read from a request's body, with the fields that stood in it twice, which an ordinary
 * reader drops in silence.
 *
 * @param value the tree; of a field that is there twice, the last one
 * @param duplicates the paths of fields that are there more than once: {@code spec.size}
 */
public record DecodedBody(JsonNode value, List<String> duplicates) {
  private static final YAMLFactory YAML = new YAMLFactory();

  /**
   * Reads JSON.
   *
   * @throws IOException where it is none; the message says what is wrong
   */
  public static DecodedBody json(byte[] body) throws IOException {
    try (JsonParser parser = Json.MAPPER.getFactory().createParser(body)) {
      return decode(parser);
    }
  }

  /**
   * Reads YAML; JSON, which is what clients really send as YAML, is read as JSON.
   *
   * @throws IOException where it is neither
   */
  public static DecodedBody yaml(byte[] body) throws IOException {
    int first = 0;
    while (first < body.length && Character.isWhitespace(body[first])) {
      first++;
    }
    if (first < body.length && body[first] == '{') {
      return json(body);
    }
    try (JsonParser parser = YAML.createParser(body)) {
      return decode(parser);
    }
  }

  private static DecodedBody decode(JsonParser parser) throws IOException {
    List<String> duplicates = new ArrayList<>();
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("unexpected end of JSON input");
    }
    JsonNode value = value(parser, token, "", duplicates);
    if (parser.nextToken() != null) {
      throw new IOException("invalid character after top-level value");
    }
    return new DecodedBody(value, duplicates);
  }

  private static JsonNode value(
      JsonParser parser, JsonToken token, String path, List<String> duplicates) throws IOException {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> object(parser, path, duplicates);
      case START_ARRAY -> array(parser, path, duplicates);
      case VALUE_STRING -> make.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> make.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> make.booleanNode(true);
      case VALUE_FALSE -> make.booleanNode(false);
      case VALUE_NULL -> make.nullNode();
      default -> throw new IOException("unexpected " + token + " in the body");
    };
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (parser.getNumberType()) {
      case INT -> make.numberNode(parser.getIntValue());
      case LONG -> make.numberNode(parser.getLongValue());
      // beyond 64 bits a Kubernetes API server reads a float
      default -> make.numberNode(parser.getBigIntegerValue().doubleValue());
    };
  }

  private static ObjectNode object(JsonParser parser, String path, List<String> duplicates)
      throws IOException {
    ObjectNode out = Json.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String inside = path.isEmpty() ? name : path + "." + name;
      JsonNode value = value(parser, parser.nextToken(), inside, duplicates);
      if (out.replace(name, value) != null) {
        duplicates.add(inside);
      }
    }
    return out;
  }

  private static ArrayNode array(JsonParser parser, String path, List<String> duplicates)
      throws IOException {
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      out.add(value(parser, token, path + "[" + out.size() + "]", duplicates));
    }
    return out;
  }
}
