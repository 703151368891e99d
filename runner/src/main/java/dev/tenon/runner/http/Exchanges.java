package dev.tenon.runner.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.http.HttpUtil;
import org.apache.camel.util.IOHelper;

/**
 * From a request to an exchange, and from an exchange to an answer; the headers are named as every
 * Camel HTTP consumer names them.
 */
final class Exchanges {
  /** What is about one connection, or is computed here; never copied into an answer. */
  private static final Set<String> NOT_ANSWERED =
      Set.of("content-length", "transfer-encoding", "connection", "content-type", "date", "server");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Exchanges() {}

  /** A request whose body was read. */
  record Incoming(HttpServerRequest request, byte[] body, Map<String, String> pathParameters) {
    String contentType() {
      return Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    }

    HttpServerResponse response() {
      return request.response();
    }
  }

  /**
   * Fills an exchange. What the path says wins over what headers say, and these over the query;
   * none of them can set a header of Camel's own.
   */
  static void fill(Exchange exchange, Incoming incoming, HeaderFilterStrategy filter) {
    HttpServerRequest request = incoming.request();
    exchange.setPattern(ExchangePattern.InOut);
    Message in = exchange.getIn();
    putAll(exchange, in, request.params(), filter);
    putAll(exchange, in, request.headers(), filter);
    incoming
        .pathParameters()
        .forEach(
            (name, value) -> {
              if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
                in.setHeader(name, value);
              }
            });
    in.setHeader(Exchange.HTTP_METHOD, request.method().name());
    in.setHeader(Exchange.HTTP_PATH, request.path());
    in.setHeader(Exchange.HTTP_URI, request.uri());
    if (request.query() != null) {
      in.setHeader(Exchange.HTTP_QUERY, request.query());
      in.setHeader(Exchange.HTTP_RAW_QUERY, request.query());
    }
    HttpUtil.setCharsetFromContentType(incoming.contentType(), exchange);
    if (incoming.body().length > 0) {
      in.setBody(incoming.body());
    }
  }

  private static void putAll(
      Exchange exchange, Message in, MultiMap values, HeaderFilterStrategy filter) {
    for (String name : values.names()) {
      List<String> all = values.getAll(name);
      if (!filter.applyFilterToExternalHeaders(name, all.get(0), exchange)) {
        in.setHeader(name, all.size() == 1 ? all.get(0) : List.copyOf(all));
      }
    }
  }

  /**
   * The answer of an exchange that succeeded. Headers that the request brought and the route left
   * alone do not go back.
   *
   * @throws NoTypeConversionAvailableException if the body is nothing that can be sent
   */
  static Answer answer(
      Exchange exchange, Incoming incoming, HeaderFilterStrategy filter, Optional<String> produces)
      throws NoTypeConversionAvailableException {
    Message message = exchange.getMessage();
    Optional<String> contentType = contentType(message, incoming, produces);
    byte[] body = bytes(exchange, message.getBody(), contentType);
    Integer stated = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    Answer answer = new Answer(stated != null ? stated : body.length == 0 ? 204 : 200, body);
    for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
      if (header.getValue() != null) {
        copy(exchange, incoming, filter, answer, header.getKey(), header.getValue());
      }
    }
    if (body.length > 0) {
      contentType.ifPresent(type -> answer.header("Content-Type", type));
    }
    return answer;
  }

  private static void copy(
      Exchange exchange,
      Incoming incoming,
      HeaderFilterStrategy filter,
      Answer answer,
      String name,
      Object value) {
    if (NOT_ANSWERED.contains(name.toLowerCase(Locale.ROOT))
        || value.equals(incoming.request().getHeader(name))
        || value.equals(incoming.request().getParam(name))
        || value.equals(incoming.pathParameters().get(name))
        || filter.applyFilterToCamelHeaders(name, value, exchange)) {
      return;
    }
    List<String> texts = new ArrayList<>();
    for (Object one : ObjectHelper.createIterable(value, null)) {
      String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, one);
      // a line break would begin another header
      if (text != null && text.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 127)) {
        texts.add(text);
      }
    }
    if (!texts.isEmpty()) {
      answer.headers(name, texts);
    }
  }

  private static Optional<String> contentType(
      Message message, Incoming incoming, Optional<String> produces) {
    String stated = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    if (stated != null && !stated.equals(incoming.contentType())) {
      return Optional.of(stated);
    }
    if (produces.isPresent()) {
      return produces;
    }
    Object body = message.getBody();
    if (body instanceof JsonNode || body instanceof Map || body instanceof List) {
      return Optional.of("application/json");
    }
    return Optional.ofNullable(stated);
  }

  private static byte[] bytes(Exchange exchange, Object body, Optional<String> contentType)
      throws NoTypeConversionAvailableException {
    if (body == null) {
      return new byte[0];
    }
    if (body instanceof JsonNode || body instanceof Map || body instanceof List) {
      return json(body);
    }
    if (body instanceof String text) {
      return text.getBytes(charset(contentType));
    }
    return exchange
        .getContext()
        .getTypeConverter()
        .mandatoryConvertTo(byte[].class, exchange, body);
  }

  private static Charset charset(Optional<String> contentType) {
    return contentType
        .map(IOHelper::getCharsetNameFromContentType)
        .filter(name -> !name.isBlank() && Charset.isSupported(name))
        .map(Charset::forName)
        .orElse(StandardCharsets.UTF_8);
  }

  private static byte[] json(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the body cannot be written as JSON", e);
    }
  }
}
