package dev.tenon.bench.flow;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicLong;

/** Messages of about 350 bytes, each with a number that no other has. */
final class Messages {
  private static final String REST = ",\"pad\":\"" + "x".repeat(320) + "\"}";
  private static final int BEFORE = "{\"n\":".length();

  private final AtomicLong last = new AtomicLong();

  long number() {
    return last.incrementAndGet();
  }

  static Buffer body(long number) {
    return Buffer.buffer("{\"n\":" + number + REST);
  }

  static long number(Buffer body) {
    long number = 0;
    for (int i = BEFORE; i < body.length() && body.getByte(i) != ','; i++) {
      number = number * 10 + (body.getByte(i) - '0');
    }
    return number;
  }
}
