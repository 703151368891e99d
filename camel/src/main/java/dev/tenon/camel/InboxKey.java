package dev.tenon.camel;

import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The key of the stored message that an exchange delivers. Inbox consumers set it, calls of Systems
 * make their idempotency keys of it. It is a property and no header: headers come from outside and
 * can be removed by a route.
 */
public final class InboxKey {
  private static final String PROPERTY = "TenonInboxKey";

  private InboxKey() {}

  /** Says that this exchange, and every copy that is made of it, delivers that message. */
  public static void set(Exchange exchange, String key) {
    exchange.setProperty(PROPERTY, key);
  }

  /** The key, or empty for an exchange that no inbox delivers. */
  public static Optional<String> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, String.class));
  }
}
