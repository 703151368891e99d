package dev.tenon.camel.system.http;

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
public final class AnswerMessage {
  /** The version of the resource, for conditional requests. */
  public static final String ETAG = "ETag";

  /** When the resource was changed last. */
  public static final String LAST_MODIFIED = "Last-Modified";

  /** Where the resource is that was made. */
  public static final String LOCATION = "Location";

  /** Links to other resources, the next page among them. */
  public static final String LINK = "Link";

  private static final List<String> HEADERS =
      List.of(Exchange.CONTENT_TYPE, ETAG, LAST_MODIFIED, LOCATION, LINK);

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private AnswerMessage() {}

  /** Makes the answer the exchange's message. */
  public static void set(Exchange exchange, Answer answer) {
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
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    Optional<Charset> charset = answer.field(Exchange.CONTENT_TYPE).flatMap(AnswerMessage::charset);
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
