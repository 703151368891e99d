package dev.tenon.cli.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The order to end, given from outside: by a signal, or by a test. A command waits for it, closes
 * what it opened, and says that it has.
 */
public final class Stop {
  private final CountDownLatch ordered = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /** Gives the order. */
  public void order() {
    ordered.countDown();
  }

  /** Whether the order was given. */
  public boolean isOrdered() {
    return ordered.getCount() == 0;
  }

  /** Waits for the order. */
  public void await() throws InterruptedException {
    ordered.await();
  }

  /** Waits for the order for some time; says whether it was given. */
  public boolean await(Duration time) throws InterruptedException {
    return ordered.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that everything is closed. */
  public void done() {
    done.countDown();
  }

  /** Waits until everything is closed, for some time; says whether it is. */
  public boolean awaitDone(Duration time) throws InterruptedException {
    return done.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
