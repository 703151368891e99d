package dev.tenon.camel.system.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointOrderTest {
  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "9, 10, 10",
        "9.5, 9.25, 9.5",
        "'9', '10', '10'",
        "9, '10', '10'",
        "'2026-11-24T06:00:00Z', '2026-11-24T07:30:00+02:00', '2026-11-24T06:00:00Z'",
        "'2026-11-24T06:00:00.1Z', '2026-11-24T06:00:00.05Z', '2026-11-24T06:00:00.1Z'",
        "'2026-11-24T06:00:00.000+0000', '2026-11-24T06:00:01Z', '2026-11-24T06:00:01Z'",
        "'b', 'a', 'b'",
        "'a', 'a', 'a'",
        "'2026-11-24', '2026-11-23', '2026-11-24'"
      })
  void numbersGoByValueInstantsByTimeTextsByCharacters(String one, String other, String greater)
      throws Exception {
    assertThat(CheckpointOrder.greater(json(one), json(other))).isEqualTo(json(greater));
    assertThat(CheckpointOrder.greater(json(other), json(one))).isEqualTo(json(greater));
  }

  @Test
  void aNumberAndATextHaveNoOrder() {
    assertThatThrownBy(() -> CheckpointOrder.greater(json("1"), json("'a'")))
        .isInstanceOf(PassFailed.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1700000000000, 1699999700000",
        "'1700000000000', '1699999700000'",
        "'2026-11-24T00:02:00Z', '2026-11-23T23:57:00Z'",
        "'2026-11-24T00:02:00.120Z', '2026-11-23T23:57:00.120Z'",
        "'2026-11-24T00:02:00.000+0000', '2026-11-23T23:57:00.000+0000'",
        "'2026-11-24T00:02:00-05:00', '2026-11-23T23:57:00-05:00'"
      })
  void anOverlapKeepsTheForm(String checkpoint, String before) throws Exception {
    assertThat(CheckpointOrder.before(json(checkpoint), Duration.ofMinutes(5)))
        .isEqualTo(json(before));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"'abc'", "1.5", "'2026-11-24'", "'2026-13-24T00:00:00Z'"})
  void nothingIsFiveMinutesBeforeAText(String checkpoint) {
    assertThatThrownBy(() -> CheckpointOrder.before(json(checkpoint), Duration.ofMinutes(5)))
        .isInstanceOf(PassFailed.class);
  }
}
