package dev.tenon.camel.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.camel.KeptHeaders;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The message that a route gets of a genuine request: the body as text where it is UTF-8, a form as
 * a JSON object of its fields, else bytes; and the headers that may go on.
 */
final class Event {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Event() {}

  static void into(Exchange exchange, byte[] body) {
    Message message = exchange.getMessage();
    for (String name : List.copyOf(message.getHeaders().keySet())) {
      if (!KeptHeaders.kept(name)) {
        message.removeHeader(name);
      }
    }
    String type =
        Optional.ofNullable(message.getHeader(Exchange.CONTENT_TYPE, String.class))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    Optional<String> text = text(body);
    if (text.isPresent() && type.startsWith("application/x-www-form-urlencoded")) {
      message.setBody(form(text.get()));
    } else {
      message.setBody(text.isPresent() ? text.get() : body);
    }
  }

  private static Optional<String> text(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** A field that comes more than once is an array. */
  private static ObjectNode form(String text) {
    ObjectNode fields = JSON.createObjectNode();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (name.isEmpty()) {
        continue;
      }
      if (fields.get(name) instanceof ArrayNode many) {
        many.add(value);
      } else if (fields.has(name)) {
        ArrayNode many = JSON.createArrayNode().add(fields.get(name)).add(value);
        fields.set(name, many);
      } else {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // a percent sign without digits means itself
      return text;
    }
  }
}
