package dev.tenon.camel.system.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "'0 2 * * *', 2026-11-24T06:00:00Z, 2026-11-25T02:00:00Z",
    "'*/15 * * * *', 2026-11-24T06:00:00Z, 2026-11-24T06:15:00Z",
    "'30 9-17 * * 1-5', 2026-11-27T17:30:00Z, 2026-11-30T09:30:00Z",
    "'0 0 1 1 *', 2026-11-24T06:00:00Z, 2027-01-01T00:00:00Z",
    "'0 0 29 2 *', 2026-11-24T06:00:00Z, 2028-02-29T00:00:00Z",
    "'0 0 * * 0', 2026-11-24T06:00:00Z, 2026-11-29T00:00:00Z",
    "'30 2 29 3 *', 2026-11-24T06:00:00Z, 2027-03-29T02:30:00Z",
    "'0 6 * * MON-FRI', 2026-11-27T06:00:00Z, 2026-11-30T06:00:00Z",
    "'0 6 * jan,JUL sun', 2026-11-24T06:00:00Z, 2027-01-03T06:00:00Z",
    "'0 0 * * 7', 2026-11-24T06:00:00Z, 2026-11-29T00:00:00Z",
    "'0 0 * * 5-7', 2026-11-28T06:00:00Z, 2026-11-29T00:00:00Z",
    "'5-50/15,59 * * * *', 2026-11-24T06:36:00Z, 2026-11-24T06:50:00Z",
    "'3/20 * * * *', 2026-11-24T06:00:00Z, 2026-11-24T06:03:00Z",
    // both days stated: either of them
    "'0 0 13 * 5', 2026-11-24T06:00:00Z, 2026-11-27T00:00:00Z",
    "'0 0 13 * 5', 2026-12-11T06:00:00Z, 2026-12-13T00:00:00Z"
  })
  void cronIsReadAsInCrontabAndInUtc(String fields, Instant from, Instant next) {
    assertThat(Schedule.cron(fields).after(from)).isEqualTo(next);
  }

  @Test
  void aDayThatNeverComesIsNeverDue() {
    assertThat(Schedule.cron("0 0 30 2 *").after(Instant.parse("2026-11-24T06:00:00Z")))
        .isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "0 0 * * * *", "61 * * * *", "@daily x", "a b c d e"})
  void whatIsNoCronIsRefused(String fields) {
    assertThatThrownBy(() -> Schedule.cron(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no cron of five fields");
  }

  @Test
  void everySoOftenCountsFromTheBeginning() {
    Instant began = Instant.parse("2026-11-24T06:00:00Z");
    assertThat(new Schedule.Every(Duration.ofMinutes(1)).after(began))
        .isEqualTo(Instant.parse("2026-11-24T06:01:00Z"));
  }
}
