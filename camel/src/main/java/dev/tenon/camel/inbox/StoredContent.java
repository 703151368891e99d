package dev.tenon.camel.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.camel.KeptHeaders;
import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.state.Content;
import dev.tenon.camel.state.Content.BodyType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/**
 * Messages of routes as what is stored, and back. Texts, bytes and JSON come back as they were;
 * headers that are text, number, boolean or lists of these, too. Camel's own headers, those about
 * one connection, and whatever may be a credential or a signature are not stored.
 */
final class StoredContent {
  /** Body and headers, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  // decimals keep the digits that they came with
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StoredContent() {}

  /**
   * What is stored of a message.
   *
   * @throws MessageRefused if its body is nothing that can be stored
   */
  static Content of(Exchange exchange) throws MessageRefused {
    Message message = exchange.getMessage();
    String headers = headers(message.getHeaders());
    Object body = message.getBody();
    try {
      if (body == null) {
        return new Content(headers, BodyType.none, new byte[0]);
      }
      if (body instanceof String text) {
        return new Content(headers, BodyType.text, text.getBytes(StandardCharsets.UTF_8));
      }
      if (body instanceof byte[] bytes) {
        return new Content(headers, BodyType.bytes, bytes.clone());
      }
      if (body instanceof JsonNode
          || body instanceof Map
          || body instanceof Collection
          || body instanceof Number
          || body instanceof Boolean) {
        return new Content(headers, BodyType.json, JSON.writeValueAsBytes(body));
      }
      boolean stream = body instanceof InputStream || body instanceof StreamCache;
      byte[] bytes = message.getBody(byte[].class);
      if (body instanceof StreamCache cache) {
        cache.reset();
      }
      if (stream && bytes != null) {
        return new Content(headers, BodyType.bytes, bytes);
      }
      String text = message.getBody(String.class);
      if (text != null && bytes != null) {
        return new Content(headers, BodyType.text, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (JsonProcessingException | RuntimeException e) {
      // said below; the exception may quote the body
    }
    throw new MessageRefused(
        "the message's body is of a kind that cannot be stored: convert it to text or JSON before",
        false);
  }

  /** Puts what was stored into an exchange. */
  static void into(Exchange exchange, Content content) {
    Message message = exchange.getMessage();
    try {
      for (Map.Entry<String, JsonNode> header : JSON.readTree(content.headers()).properties()) {
        message.setHeader(header.getKey(), JSON.treeToValue(header.getValue(), Object.class));
      }
      message.setBody(body(content));
    } catch (IOException e) {
      throw new IllegalStateException("what was stored is not what this program stores", e);
    }
  }

  private static Object body(Content content) throws IOException {
    return switch (content.type()) {
      case none -> null;
      case text -> new String(content.body(), StandardCharsets.UTF_8);
      case bytes -> content.body();
      case json -> JSON.readTree(content.body());
    };
  }

  private static String headers(Map<String, Object> headers) {
    ObjectNode kept = JSON.createObjectNode();
    headers.forEach(
        (name, value) -> {
          if (KeptHeaders.kept(name)) {
            keep(kept, name, value);
          }
        });
    return kept.toString();
  }

  private static void keep(ObjectNode kept, String name, Object value) {
    if (value instanceof Collection<?> many) {
      ArrayNode all = JSON.createArrayNode();
      many.stream().filter(StoredContent::simple).forEach(one -> all.add(json(one)));
      kept.set(name, all);
    } else if (simple(value)) {
      kept.set(name, json(value));
    }
  }

  private static JsonNode json(Object value) {
    return JSON.valueToTree(value instanceof Date date ? date.toInstant().toString() : value);
  }

  private static boolean simple(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Date;
  }
}
