package dev.tenon.camel.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.InboxKey;
import dev.tenon.plan.Ref;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
  private static final Ref ONE = Ref.integration("support", "a");

  private final CamelContext context = new DefaultCamelContext();

  private Exchange exchange(String key) {
    Exchange exchange = new DefaultExchange(context);
    InboxKey.set(exchange, key);
    return exchange;
  }

  @Test
  void itIsReadableWhereItIsShortAscii() {
    assertThat(IdempotencyKey.of(exchange("42@2026-11-24T06:00:00Z"), ONE, "deliver-2"))
        .isEqualTo("support/a/deliver-2/42@2026-11-24T06:00:00Z");
  }

  @Test
  void itIsHashedWhereItIsNot() {
    for (String key : new String[] {"ü", "a b", "x\r\nEvil: 1", "\"", "k".repeat(60), "{}"}) {
      assertThat(IdempotencyKey.of(exchange(key), ONE, "deliver-2"))
          .matches("[A-Za-z0-9_-]{43}")
          .isEqualTo(IdempotencyKey.of(exchange(key), ONE, "deliver-2"));
    }
  }

  @Test
  void everyMessageCallIntegrationAndItemHasItsOwn() {
    Set<String> keys = new HashSet<>();
    Exchange split = exchange("1");
    split.setProperty(ExchangePropertyKey.SPLIT_INDEX, 0);
    Exchange second = exchange("1");
    second.setProperty(ExchangePropertyKey.SPLIT_INDEX, 1);
    Exchange loop = exchange("1");
    loop.setProperty(ExchangePropertyKey.LOOP_INDEX, 0);
    keys.add(IdempotencyKey.of(exchange("1"), ONE, "deliver-1"));
    keys.add(IdempotencyKey.of(exchange("2"), ONE, "deliver-1"));
    keys.add(IdempotencyKey.of(exchange("1"), ONE, "deliver-2"));
    keys.add(IdempotencyKey.of(exchange("1"), Ref.integration("support", "b"), "deliver-1"));
    keys.add(IdempotencyKey.of(exchange("1"), Ref.integration("sales", "a"), "deliver-1"));
    keys.add(IdempotencyKey.of(split, ONE, "deliver-1"));
    keys.add(IdempotencyKey.of(second, ONE, "deliver-1"));
    keys.add(IdempotencyKey.of(loop, ONE, "deliver-1"));
    assertThat(keys).hasSize(8);
  }

  @Test
  void withoutAnInboxEachExchangeHasAnother() {
    Exchange exchange = new DefaultExchange(context);
    assertThat(IdempotencyKey.of(exchange, ONE, "deliver-1"))
        .isNotEqualTo(IdempotencyKey.of(exchange, ONE, "deliver-1"))
        .hasSize(36);
  }
}
