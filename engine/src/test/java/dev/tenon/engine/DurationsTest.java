package dev.tenon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The API and the plan, which do not know one another, write and read durations alike. */
class DurationsTest {
  @Test
  void apiAndPlanHaveOneGrammar() {
    assertThat(dev.tenon.plan.Durations.PATTERN).isEqualTo(dev.tenon.api.Durations.PATTERN);
    for (String text : List.of("1ms", "700ms", "90s", "5m", "24h", "30d", "999999d")) {
      assertThat(dev.tenon.plan.Durations.parse(text))
          .as(text)
          .isEqualTo(dev.tenon.api.Durations.parse(text));
    }
  }

  @Test
  void apiAndPlanWriteTheSameText() {
    for (long millis : new long[] {0, 1, 700, 1000, 90_000, 3_600_000, 86_400_000, 172_800_000}) {
      Duration duration = Duration.ofMillis(millis);
      assertThat(dev.tenon.plan.Durations.format(duration))
          .isEqualTo(dev.tenon.api.Durations.format(duration));
    }
  }
}
