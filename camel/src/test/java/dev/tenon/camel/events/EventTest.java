package dev.tenon.camel.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class EventTest {
  private static Object body(String contentType, byte[] body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType);
    Event.into(exchange, body);
    return exchange.getMessage().getBody();
  }

  @Test
  void textStaysAsItCameAndBytesThatAreNoTextStayBytes() {
    assertThat(body("application/json", "{\"a\": \"ü\"}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("{\"a\": \"ü\"}");
    byte[] bytes = {(byte) 0xff, 0};
    assertThat(body("application/octet-stream", bytes)).isEqualTo(bytes);
  }

  @Test
  void aFormIsAnObjectSoThatJqReadsIt() {
    String form = "payload=%7B%22a%22%3A1%7D&tag=x&tag=y+z&tag=&flag&=lost&percent=100%";
    assertThat(
            body(
                "application/x-www-form-urlencoded; charset=utf-8",
                form.getBytes(StandardCharsets.UTF_8)))
        .hasToString(
            "{\"payload\":\"{\\\"a\\\":1}\",\"tag\":[\"x\",\"y z\",\"\"],\"flag\":\"\",\"percent\":\"100%\"}");
  }
}
