package dev.tenon.cli.board;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows a board on a display from now on, as fast as people can read: ten times a second. */
public final class Showing implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(100);

  /** Counts that were kept back are shown after so long although nothing else changes. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Begins. */
  public Showing(Board board, Display display) {
    thread = new Thread(() -> run(board, display), "up-display");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Board board, Display display) {
    try {
      long shown;
      do {
        shown = board.version();
        display.show(board.rows());
        board.awaitChange(shown, LOOK_AGAIN);
        // several changes at once are one drawing
      } while (!closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // the end
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
