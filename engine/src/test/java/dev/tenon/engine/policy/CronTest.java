package dev.tenon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a calendar fires at most within a time. */
class CronTest {
  @ParameterizedTest(name = "{0} in {1} fires {2} times")
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *        | PT1H  | 60",
        "* * * * *        | P1D   | 1440",
        "0 9 * * *        | PT1H  | 1",
        "0 9 * * *        | P1D   | 1",
        "0 9 * * *        | P30D  | 30",
        "0 9 * * MON-FRI  | P7D   | 5",
        "0 9 * * MON-FRI  | P30D  | 22",
        "*/15 8-17 * * *  | PT1H  | 4",
        "*/15 8-17 * * *  | P1D   | 40",
        "50-59 23 * * *   | PT30M | 10",
        "55,5 23,0 * * *  | PT30M | 2",
        "0 0 1 * *        | P30D  | 2",
        "0 0 1 * *        | P365D | 12",
        "0 0 1 * MON      | P30D  | 7",
        "0 0 29 2 *       | P365D | 1",
        "0 0 29 FEB *     | P1D   | 1",
        "7 */6 * * 7      | P7D   | 4",
        "0 0 * * 0        | P365D | 53",
        "0 */8 * * *      | PT8H  | 1"
      })
  void itFires(String cron, Duration length, long times) {
    assertThat(Cron.of(cron).mostIn(length)).isEqualTo(times);
  }
}
