package dev.tenon.camel.system.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  @Test
  void secondsAreSeconds() {
    assertThat(RetryAfter.parse("0", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofSeconds(120));
  }

  @Test
  void aDateIsTheTimeUntilThen() {
    assertThat(RetryAfter.parse("Tue, 24 Nov 2026 06:02:00 GMT", NOW))
        .contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("Tue, 24 Nov 2026 05:00:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void moreSecondsThanANumberHoldsAreManySeconds() {
    assertThat(RetryAfter.parse("99999999999999999999999", NOW).orElseThrow())
        .isGreaterThan(Duration.ofDays(10_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "24 Nov 2026", "2026-11-24T06:02:00Z", "1 2"})
  void anythingElseSaysNothing(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
