package dev.tenon.camel.system.guard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says once that something is to end, to whoever waits in it. Waits in place are waits for this, so
 * that no shutdown waits for them.
 */
public final class Stop {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Map<Object, Runnable> actions = new ConcurrentHashMap<>();

  /** Asks to stop; further times do nothing. Runs what was registered, on this thread. */
  public void ask() {
    asked.countDown();
    actions.keySet().forEach(this::run);
  }

  /** Whether it was asked. */
  public boolean asked() {
    return asked.getCount() == 0;
  }

  /**
   * Waits for a time, or less when asked to stop.
   *
   * @return whether it was asked
   * @throws InterruptedException if the thread is interrupted, which asks this thread alone
   */
  public boolean await(Duration time) throws InterruptedException {
    return asked.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Runs an action when asked, at once if it was; once, and not after the handle is closed. */
  public Handle whenAsked(Runnable action) {
    Object key = new Object();
    actions.put(key, action);
    if (asked()) {
      run(key);
    }
    return () -> actions.remove(key);
  }

  private void run(Object key) {
    Runnable action = actions.remove(key);
    if (action != null) {
      action.run();
    }
  }

  /** Takes an action back. */
  @FunctionalInterface
  public interface Handle extends AutoCloseable {
    @Override
    void close();
  }
}
