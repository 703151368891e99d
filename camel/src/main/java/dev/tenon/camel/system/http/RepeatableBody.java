package dev.tenon.camel.system.http;

import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** Bodies that can be read more than once. */
public final class RepeatableBody {
  private RepeatableBody() {}

  /**
   * Reads a stream that can be read only once into memory and puts its bytes in its place:
   * mappings, attempts, and whoever comes after a failure would find it empty.
   */
  public static void keep(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof InputStream && !(body instanceof StreamCache)) {
      exchange.getMessage().setBody(exchange.getMessage().getBody(byte[].class));
    }
  }
}
