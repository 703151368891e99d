package dev.tenon.camel.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tenon.camel.JqProgram;
import dev.tenon.camel.MappingFailed;
import dev.tenon.camel.MessageRefused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Computes what makes a message the same message. */
final class MessageKey {
  private static final int MAX_LENGTH = 300;

  private final String where;
  private final JqProgram program;

  /**
   * A key of an inbox.
   *
   * @throws IllegalArgumentException if the text is not jq
   */
  MessageKey(String inbox, String jq) {
    this.where = "the key of inbox " + inbox;
    this.program = JqProgram.compile(where, jq);
  }

  /**
   * The key of a message, 1 to 300 characters; a longer one is hashed.
   *
   * @throws MessageRefused if it is not one text or number
   */
  String of(Exchange exchange) throws MessageRefused {
    JsonNode input;
    Optional<String> noJson = Optional.empty();
    try {
      input = JqProgram.input(exchange);
    } catch (MappingFailed e) {
      // the key may come from headers alone
      input = NullNode.getInstance();
      noJson = Optional.of(where + ": " + e.getMessage());
    }
    try {
      return only(program.evaluate(exchange, input, Map.of()));
    } catch (MappingFailed e) {
      throw new MessageRefused(noJson.orElse(e.getMessage()), false);
    } catch (MessageRefused e) {
      throw noJson.isPresent() ? new MessageRefused(noJson.get(), false) : e;
    }
  }

  private String only(List<JsonNode> results) throws MessageRefused {
    if (results.size() != 1) {
      throw new MessageRefused(
          where + " yields " + (results.isEmpty() ? "nothing" : results.size() + " results"),
          false);
    }
    JsonNode key = results.get(0);
    if (!key.isTextual() && !key.isNumber()) {
      throw new MessageRefused(where + " yields " + kind(key) + ", not a text or a number", false);
    }
    if (key.asText().isEmpty()) {
      throw new MessageRefused(where + " yields an empty text", false);
    }
    return fitting(key.asText());
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> "null";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      default -> "an object";
    };
  }

  /** What a database cannot hold as text is hashed, too. */
  private static String fitting(String key) {
    boolean plain =
        key.length() <= MAX_LENGTH
            && key.indexOf(0) < 0
            && StandardCharsets.UTF_8.newEncoder().canEncode(key);
    return plain ? key : "sha256:" + hash(key);
  }

  /** A key for what has none of its own, so that the same content is the same message. */
  static String ofContent(byte[] content) {
    return "content:" + HexFormat.of().formatHex(digest().digest(content));
  }

  private static String hash(String text) {
    // UTF-16, as lone surrogates have no UTF-8
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_16BE)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
