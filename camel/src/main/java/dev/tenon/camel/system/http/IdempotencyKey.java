package dev.tenon.camel.system.http;

import dev.tenon.camel.InboxKey;
import dev.tenon.plan.Ref;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The value of {@code Idempotency-Key}: the same for every attempt to do one thing, and another for
 * every other thing. It is made of the integration, the call and the key of the stored message: two
 * integrations that write to one vendor may well use the same keys for their messages. Inside a
 * split or a loop the item's number belongs to it, too. Where no inbox delivers, each exchange gets
 * a random one.
 *
 * <p>In a split inside a split the numbers of both may be equal for different items; store each
 * item under a key of its own there.
 */
final class IdempotencyKey {
  /** The least that vendors allow: Adyen's 64. */
  private static final int MAX_LENGTH = 64;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:@/+=-]*");

  private IdempotencyKey() {}

  static String of(Exchange exchange, Ref integration, String call) {
    Optional<String> inbox = InboxKey.of(exchange);
    if (inbox.isEmpty()) {
      return UUID.randomUUID().toString();
    }
    String text = integration.path() + "/" + call + position(exchange) + "/" + inbox.get();
    return text.length() <= MAX_LENGTH && PLAIN.matcher(text).matches() ? text : hash(text);
  }

  /** Which item of a split or a loop, if any. */
  private static String position(Exchange exchange) {
    Object split = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX);
    Object loop = exchange.getProperty(ExchangePropertyKey.LOOP_INDEX);
    return (split == null ? "" : "~" + split) + (loop == null ? "" : "~l" + loop);
  }

  private static String hash(String text) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
