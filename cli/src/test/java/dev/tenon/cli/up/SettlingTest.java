package dev.tenon.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.board.Board;
import dev.tenon.cli.board.Display;
import dev.tenon.cli.board.Row;
import dev.tenon.cli.board.Rows;
import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Map<String, Long> ORDERS = Map.of("shop/orders", 2L);

  private final Board board = new Board();
  private final Said said = new Said();
  private final Stop stop = new Stop();
  private final Settling settling = new Settling(board, said, stop);

  @Test
  void whatRunsIsAllowed() throws InterruptedException {
    board.put(Rows.generation(Rows.running("shop/orders"), 2, 2));

    assertThat(settling.await(ORDERS, false, LONG)).isEqualTo(ExitCode.ALLOWED);
    assertThat(said.shown).extracting(Row::name).containsExactly("shop/orders");
  }

  @Test
  void whatNeedsAPersonIsRefused() throws InterruptedException {
    board.put(Rows.generation(Rows.stalled("shop/orders"), 2, 2));

    assertThat(settling.await(ORDERS, false, LONG)).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void whatTheApiRefusedIsRefusedAlthoughTheRestRuns() throws InterruptedException {
    board.put(Rows.generation(Rows.running("shop/orders"), 2, 2));

    assertThat(settling.await(ORDERS, true, LONG)).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void itWaitsForTheGenerationThatWasApplied() {
    board.put(Rows.running("shop/orders"));
    CompletableFuture<Integer> code = waiting(LONG);

    board.put(Rows.generation(Rows.running("shop/orders"), 2, 1));
    assertThat(code).isNotDone();
    board.put(Rows.generation(Rows.running("shop/orders"), 2, 2));

    assertThat(code.join()).isEqualTo(ExitCode.ALLOWED);
  }

  @Test
  void itWaitsForThoseThatWereThereBeforeToo() {
    board.put(Rows.generation(Rows.running("shop/orders"), 2, 2));
    board.put(Rows.pending("shop/older"));
    CompletableFuture<Integer> code = waiting(LONG);

    assertThat(code).isNotDone();
    board.put(Rows.running("shop/older"));

    assertThat(code.join()).isEqualTo(ExitCode.ALLOWED);
  }

  @Test
  void whatDoesNotSettleInTimeIsNamedAndRefused() {
    board.put(Rows.pending("shop/older"));

    assertThat(waiting(Duration.ofMillis(50)).join()).isEqualTo(ExitCode.REFUSED);
    assertThat(said.lines)
        .singleElement()
        .asString()
        .contains("not settled after 50ms")
        .contains("shop/orders is not there")
        .contains("shop/older is Ready=Unknown Pending");
  }

  @Test
  void anOrderToStopEndsTheWaiting() {
    board.put(Rows.pending("shop/orders"));
    CompletableFuture<Integer> code = waiting(LONG);

    stop.order();

    assertThat(code.join()).isEqualTo(ExitCode.REFUSED);
    assertThat(said.lines).isEmpty();
  }

  @Test
  void withoutIntegrationsThereIsNothingToWaitFor() throws InterruptedException {
    assertThat(settling.await(Map.of(), false, LONG)).isEqualTo(ExitCode.ALLOWED);
  }

  private CompletableFuture<Integer> waiting(Duration timeout) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return settling.await(ORDERS, false, timeout);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static final class Said implements Display {
    private final List<String> lines = new ArrayList<>();
    private List<Row> shown = List.of();

    @Override
    public void show(List<Row> rows) {
      shown = rows;
    }

    @Override
    public void say(String text) {
      lines.add(text);
    }

    @Override
    public void end(List<Row> rows) {
      shown = rows;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
