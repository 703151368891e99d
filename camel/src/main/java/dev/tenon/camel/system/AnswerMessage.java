package dev.tenon.camel.system;

import dev.tenon.camel.system.transport.Answer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

/**
 * An answer as a message. The body is its bytes, or null where there are none: jq parses bytes
 * faster than text, nothing is parsed where nobody looks, and what is handed through is handed
 * through unchanged. Of the headers only those on a list come along; a vendor's others must not
 * reach a caller, or steer Camel.
 */
final class AnswerMessage {
  private static final List<String> HEADERS =
      List.of(
          SystemConstants.CONTENT_TYPE,
          SystemConstants.ETAG,
          SystemConstants.LAST_MODIFIED,
          SystemConstants.LOCATION,
          SystemConstants.LINK);

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private AnswerMessage() {}

  static void set(Exchange exchange, Answer answer) {
    Message message = exchange.getMessage();
    message.setBody(answer.body().length == 0 ? null : answer.body());
    for (String name : HEADERS) {
      Optional<String> value = answer.field(name);
      if (value.isPresent()) {
        message.setHeader(name, value.get());
      } else {
        // it described the body that was there before
        message.removeHeader(name);
      }
    }
    message.setHeader(SystemConstants.STATUS, answer.status());
    Optional<Charset> charset =
        answer.field(SystemConstants.CONTENT_TYPE).flatMap(AnswerMessage::charset);
    if (charset.isPresent()) {
      exchange.setProperty(ExchangePropertyKey.CHARSET_NAME, charset.get().name());
    } else {
      exchange.removeProperty(ExchangePropertyKey.CHARSET_NAME);
    }
  }

  private static Optional<Charset> charset(String contentType) {
    Matcher stated = CHARSET.matcher(contentType);
    try {
      return stated.find() ? Optional.of(Charset.forName(stated.group(1))) : Optional.empty();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
