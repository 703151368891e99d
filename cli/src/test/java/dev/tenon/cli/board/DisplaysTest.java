package dev.tenon.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DisplaysTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);

  @Test
  void aChangeIsALineAndWhatStaysIsNone() {
    AtomicLong now = new AtomicLong();
    PlainLines lines = new PlainLines(out, err, now::get);

    lines.show(List.of(Rows.pending("shop/orders")));
    lines.show(List.of(Rows.pending("shop/orders")));
    lines.show(List.of(Rows.stalled("shop/orders")));
    lines.show(List.of());

    assertThat(printed().lines())
        .containsExactly(
            "shop/orders stage=Production owner=support pattern=webhook-to-system ready=Unknown"
                + " reason=Pending in=0 delivered=0 filtered=0 held=0 dead=0",
            "shop/orders stage=Production owner=support pattern=webhook-to-system ready=False"
                + " reason=InvalidParameters in=0 delivered=0 filtered=0 held=0 dead=0",
            "shop/orders Stalled=True InvalidParameters: period is no duration",
            "shop/orders deleted");
  }

  @Test
  void countsAloneAreALineEveryTenSecondsAtMost() {
    AtomicLong now = new AtomicLong();
    PlainLines lines = new PlainLines(out, err, now::get);
    Row row = Rows.running("shop/orders");

    for (int second = 0; second <= 20; second++) {
      now.set(second * 1_000_000_000L);
      lines.show(List.of(Rows.counting(row, second, second, 0, 0)));
    }

    assertThat(printed().lines().map(line -> line.replaceAll(".* in=(\\d+) .*", "$1")))
        .containsExactly("0", "10", "20");
  }

  @Test
  void onceShowsTheEndAlone() {
    FinalTable table = new FinalTable(out, err);

    table.show(List.of(Rows.pending("shop/orders")));
    table.say("tenon: applied");
    assertThat(printed()).isEmpty();
    table.end(List.of(Rows.running("shop/orders")));

    assertThat(printed()).startsWith("INTEGRATION").contains("Running").doesNotContain("Pending");
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("tenon: applied\n");
  }

  @Test
  void theLiveTableIsDrawnOverItselfAndSentencesGoAboveIt() {
    LiveTable table = live(new AtomicReference<>(Optional.empty()));

    table.show(List.of(Rows.pending("a/b")));
    table.show(List.of(Rows.running("a/b")));
    table.say("tenon: applied");

    // up over the two lines of the first drawing
    assertThat(printed()).contains("\u001b[2A\r");
    // before the sentence all of it is wiped out, after it all is drawn again
    assertThat(printed()).contains("\u001b[2A\r\u001b[J");
    assertThat(printed().split("INTEGRATION", -1)).hasSize(4);
  }

  @Test
  void theLiveTableBeginsAnewWhenTheTerminalHasBecomeNarrower() {
    AtomicReference<Optional<Terminal.Size>> size = new AtomicReference<>(Optional.empty());
    LiveTable table = live(size);

    table.show(List.of(Rows.running("a/b")));
    size.set(Optional.of(new Terminal.Size(24, 60)));
    table.show(List.of(Rows.running("a/b")));

    assertThat(printed()).contains("\u001b[H\u001b[J");
  }

  @Test
  void aClosedTableIsNotDrawnAgain() {
    LiveTable table = live(new AtomicReference<>(Optional.empty()));
    table.show(List.of(Rows.running("a/b")));
    table.close();
    int before = bytes.size();

    table.say("tenon: stopped");
    table.show(List.of(Rows.stalled("a/b")));

    assertThat(bytes.size()).isEqualTo(before);
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("tenon: stopped\n");
  }

  @Test
  void aTerminalThatCanDoNothingIsNone() {
    assertThat(Terminal.size(Map.of())).isEmpty();
    assertThat(Terminal.size(Map.of("TERM", "dumb"))).isEmpty();
  }

  @Test
  void theSizeOfATerminalIsWhatItSaysAndOtherwiseTheUsualOne() {
    assertThat(Terminal.parse("50 132\n")).isEqualTo(new Terminal.Size(50, 132));
    assertThat(Terminal.parse("0 0\n")).isEqualTo(new Terminal.Size(24, 80));
    assertThat(Terminal.parse("stty: not found\n")).isEqualTo(new Terminal.Size(24, 80));
  }

  @Test
  void coloursAreLeftOutWhenSomebodyObjects() {
    assertThat(Palette.of(true, Map.of()).colours()).isTrue();
    assertThat(Palette.of(true, Map.of("NO_COLOR", "1")).colours()).isFalse();
    assertThat(Palette.of(false, Map.of()).colours()).isFalse();
  }

  private LiveTable live(AtomicReference<Optional<Terminal.Size>> size) {
    return new LiveTable(out, err, new Palette(false), new Terminal.Size(24, 80), size::get);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
