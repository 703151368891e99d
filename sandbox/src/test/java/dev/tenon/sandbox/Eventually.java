package dev.tenon.sandbox;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for a condition, long enough for a machine that has much else to do. */
final class Eventually {
  private Eventually() {}

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20));
  }
}
