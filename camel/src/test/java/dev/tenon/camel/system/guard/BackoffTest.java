package dev.tenon.camel.system.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.plan.Resilience;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Resilience.Retry RETRY =
      new Resilience.Retry(9, Duration.ofMillis(500), 2, Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 5000", "50, 5000"})
  void theLongestWaitDoublesUpToItsBound(int failed, long millis) {
    Duration longest = new Backoff(RETRY, () -> 0.999_999_999).after(failed);
    assertThat(longest)
        .isBetween(Duration.ofMillis(millis).minusMillis(1), Duration.ofMillis(millis));
  }

  @Test
  void everyWaitFromNothingToTheLongestIsAsLikely() {
    Backoff backoff = new Backoff(RETRY, new Random(7)::nextDouble);
    int[] tenths = new int[10];
    for (int i = 0; i < 10_000; i++) {
      tenths[(int) (backoff.after(1).toNanos() * 10 / Duration.ofMillis(500).toNanos())]++;
    }
    for (int count : tenths) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  @Test
  void whatTheSystemAskedForIsNeverCutShort() {
    Duration asked = Duration.ofSeconds(3);
    assertThat(new Backoff(RETRY, () -> 0).atLeast(asked)).isEqualTo(asked);
    assertThat(new Backoff(RETRY, () -> 0.5).atLeast(asked)).isEqualTo(asked.plusMillis(250));
  }
}
