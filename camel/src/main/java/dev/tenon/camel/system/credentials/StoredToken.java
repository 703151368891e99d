package dev.tenon.camel.system.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a vendor that rotates refresh tokens: the newest of them, and the access token
 * that came with it, so that replicas share one and a restart needs none.
 *
 * @param origin the hash of the Secret's refresh token that all of this descends from; another
 *     Secret makes it worthless
 */
record StoredToken(String origin, String refreshToken, Token access) {
  private static final JsonMapper JSON = new JsonMapper();

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("origin", origin)
              .put("refresh", refreshToken)
              .put("access", access.value())
              .put("renewAt", access.renewAt().toString())
              .put("goodUntil", access.goodUntil().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  /** What {@link #write} wrote, or empty for anything else. */
  static Optional<StoredToken> read(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      return Optional.of(
          new StoredToken(
              json.required("origin").textValue(),
              json.required("refresh").textValue(),
              new Token(
                  json.required("access").textValue(),
                  Instant.parse(json.required("renewAt").textValue()),
                  Instant.parse(json.required("goodUntil").textValue()))));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "tokens until " + access.goodUntil();
  }
}
