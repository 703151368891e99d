package dev.tenon.camel.system.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tenon.camel.system.transport.Field;
import dev.tenon.camel.system.transport.Request;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;

/**
 * What a request carries and its media type. Made once for all attempts, so that a stream that can
 * be read only once is no trouble.
 */
record Payload(Request.Content content, String type) {
  private static final String JSON_TYPE = "application/json";
  private static final JsonMapper JSON = new JsonMapper();

  static Payload json(Object value) throws Unfit {
    try {
      return new Payload(new Request.Content(JSON.writeValueAsBytes(value)), JSON_TYPE);
    } catch (JsonProcessingException e) {
      throw new Unfit("the message's body cannot be written as JSON");
    }
  }

  /**
   * The body of a message as it is: JSON for what a mapping made, the bytes for everything else,
   * under the message's own content type; JSON where it has none.
   */
  static Optional<Payload> of(Exchange exchange) throws Unfit {
    Object body = exchange.getMessage().getBody();
    if (body == null) {
      return Optional.empty();
    }
    if (body instanceof JsonNode || body instanceof Map || body instanceof Collection) {
      return Optional.of(json(body));
    }
    byte[] bytes;
    try {
      bytes = exchange.getMessage().getBody(byte[].class);
    } catch (RuntimeCamelException e) {
      bytes = null;
    } finally {
      if (body instanceof StreamCache cache) {
        cache.reset();
      }
    }
    if (bytes == null) {
      throw new Unfit("the message's body is no text, bytes or JSON");
    }
    return Optional.of(new Payload(new Request.Content(bytes), type(exchange)));
  }

  private static String type(Exchange exchange) {
    String stated = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
    return stated != null && !stated.isBlank() && Field.isValue(stated) ? stated : JSON_TYPE;
  }
}
