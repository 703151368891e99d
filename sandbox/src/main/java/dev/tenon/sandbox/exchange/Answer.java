package dev.tenon.sandbox.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer: status, headers (names and values in turn, without those of framing), and the body as
 * bytes.
 */
public record Answer(int status, List<String> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> JSON_TYPE = List.of("Content-Type", "application/json");
  private static final byte[] NOTHING = {};

  /** An answer in JSON. */
  public static Answer json(int status, JsonNode body) {
    try {
      return new Answer(status, JSON_TYPE, JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  /** An answer in JSON that is written already. */
  public static Answer json(int status, String body) {
    return new Answer(status, JSON_TYPE, body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer in another type. */
  public static Answer of(int status, String type, byte[] body) {
    return new Answer(status, List.of("Content-Type", type), body);
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, List.of(), NOTHING);
  }

  /** The same with a header more; one of that name that is there already stays. */
  public Answer with(String name, String value) {
    List<String> more = new ArrayList<>(headers.size() + 2);
    more.addAll(headers);
    more.add(name);
    more.add(value);
    return new Answer(status, more, body);
  }

  /** Whether the status says that the request was carried out. */
  public boolean successful() {
    return status >= 200 && status < 300;
  }
}
