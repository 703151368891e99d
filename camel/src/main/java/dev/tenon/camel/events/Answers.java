package dev.tenon.camel.events;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a caller is answered: a status and at most a sentence. */
final class Answers {
  private Answers() {}

  static void set(Exchange exchange, int status, String text) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setBody(text.isEmpty() ? null : text);
    if (!text.isEmpty()) {
      message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
    }
  }

  /** 503, and when to come again; in whole seconds, at least 1. */
  static void later(Exchange exchange, String text, Duration after) {
    set(exchange, 503, text);
    exchange
        .getMessage()
        .setHeader("Retry-After", Long.toString(Math.max(1, after.plusMillis(999).toSeconds())));
  }
}
