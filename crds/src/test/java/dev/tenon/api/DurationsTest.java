package dev.tenon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "1s,PT1S",
    "90s,PT1M30S",
    "5m,PT5M",
    "24h,PT24H",
    "30d,PT720H",
    "999999d,P999999D"
  })
  void whatIsWrittenIsRead(String text, String iso) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.parse(iso));
    assertThat(text).matches(Durations.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "0s", "-5m", "5 m", "1.5h", "1w", "1000000s", "5M", "5m\n"})
  void anythingElseIsRefusedWithWhatToWrite(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no duration")
        .hasMessageContaining("as in 90d");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.7S,700ms",
    "PT60S,1m",
    "PT90S,90s",
    "PT120M,2h",
    "PT24H,24h",
    "PT48H,2d",
    "PT25H,25h",
    "PT0S,0s"
  })
  void theGreatestUnitThatDividesIsWritten(String iso, String text) {
    assertThat(Durations.format(Duration.parse(iso))).isEqualTo(text);
  }

  @Test
  void whatIsFormattedIsReadAsTheSame() {
    for (long millis : new long[] {1, 999, 1000, 61_000, 3_600_000, 86_400_000, 172_800_000}) {
      Duration duration = Duration.ofMillis(millis);
      assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
  }
}
