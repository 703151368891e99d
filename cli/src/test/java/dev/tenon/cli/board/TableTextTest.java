package dev.tenon.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.MessageCounts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTextTest {
  private static final List<Row> ROWS =
      List.of(
          Rows.counting(Rows.running("support/tickets"), 12, 10, 2, 0),
          Rows.stalled("growth/customers-to-chat"));

  @Test
  void everyColumnStandsBelowItsTitle() {
    List<String> lines = plain(200).lines(ROWS, 100);

    assertThat(lines.get(0))
        .matches("INTEGRATION +STAGE +OWNER +PATTERN +READY +REASON +IN  DELIVERED  HELD  DEAD");
    assertThat(lines.get(1))
        .matches(
            "support/tickets +Production  support  webhook-to-system  True +Running +12 +10 +2 +0");
    assertThat(lines.get(2)).startsWith("growth/customers-to-chat  Production").endsWith("0");
    assertThat(lines.get(0).indexOf("STAGE")).isEqualTo(lines.get(1).indexOf("Production"));
    assertThat(lines.get(0).length()).isEqualTo(lines.get(1).length());
  }

  @Test
  void whatIsNotFineStandsBelowTheTable() {
    assertThat(plain(200).lines(ROWS, 100))
        .endsWith(
            "", "growth/customers-to-chat Stalled=True InvalidParameters: period is no duration");
  }

  @Test
  void whatIsTooLongForALineGoesOnInTheNext() {
    List<String> lines = plain(60).lines(ROWS, 100);

    assertThat(String.join(" ", lines.subList(4, lines.size())).replaceAll(" +", " "))
        .isEqualTo(
            "growth/customers-to-chat Stalled=True InvalidParameters: period is no duration");
    assertThat(lines.get(5)).startsWith("  ");
  }

  @Test
  void aNameIsKeptWholeAsLongAsOtherColumnsCanGo() {
    assertThat(plain(79).lines(ROWS, 100))
        .anyMatch(line -> line.startsWith("growth/customers-to-chat  "))
        .first()
        .asString()
        .doesNotContain("PATTERN");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 100, 79, 60, 40, 20})
  void noLineIsWiderThanTheTerminal(int width) {
    assertThat(plain(width).lines(ROWS, 100)).allMatch(line -> line.length() <= width);
  }

  @Test
  void whereThereAreTooManyThoseInTroubleComeFirst() {
    List<Row> many =
        IntStream.range(0, 30)
            .mapToObj(i -> i == 29 ? Rows.stalled("n/i29") : Rows.running("n/i" + i))
            .toList();

    List<String> lines = plain(200).lines(many, 10);

    assertThat(lines).hasSizeLessThanOrEqualTo(10);
    assertThat(lines.get(1)).startsWith("n/i29 ");
    assertThat(lines).anyMatch(line -> line.matches("… and 22 more: kubectl get tint -A"));
  }

  @Test
  void whereThereAreNoneItSaysHowToApplyOne() {
    assertThat(plain(200).lines(List.of(), 10))
        .singleElement()
        .asString()
        .contains("kubectl apply");
  }

  @Test
  void whatIsLeftOutOnPurposeHasAColumnWhereThereIsAny() {
    Row row =
        new Row(
            "growth/cheers",
            "Pilot",
            "growth",
            "poll-and-upsert",
            "True",
            "Running",
            new MessageCounts(15, 1, 14, 0, 0, 0),
            1,
            1,
            true,
            false,
            List.of());

    assertThat(plain(200).lines(ROWS, 100).get(0)).doesNotContain("FILTERED");
    assertThat(plain(200).lines(List.of(row), 100))
        .first()
        .asString()
        .endsWith("IN  DELIVERED  FILTERED  HELD  DEAD");
  }

  @Test
  void coloursDoNotChangeTheLayout() {
    List<String> painted = new TableText(100, new Palette(true)).lines(ROWS, 100);

    assertThat(painted).anyMatch(line -> line.contains("\u001b[31m"));
    assertThat(painted.stream().map(line -> line.replaceAll("\u001b\\[\\d*m", "")))
        .containsExactlyElementsOf(plain(100).lines(ROWS, 100));
  }

  private static TableText plain(int width) {
    return new TableText(width, new Palette(false));
  }
}
