package dev.tenon.camel.system.guard;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls are under way at a time, in order of arrival. The number may change while calls
 * are under way; lowering it waits for nobody (Resilience4j's bulkhead blocks whoever lowers it
 * until so many calls have ended, which is why this is not one).
 */
final class Slots {
  private final Resizable free = new Resizable();
  private volatile int size;

  /** Changes how many there are. */
  void resize(int slots) {
    if (slots != size) {
      change(slots);
    }
  }

  private synchronized void change(int slots) {
    if (slots > size) {
      free.release(slots - size);
    } else if (slots < size) {
      free.reducePermits(size - slots);
    }
    size = slots;
  }

  /**
   * Takes a slot.
   *
   * @return whether one was free in time
   */
  boolean acquire(Duration wait) throws InterruptedException {
    return free.tryAcquire(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
  }

  void release() {
    free.release();
  }

  private static final class Resizable extends Semaphore {
    private static final long serialVersionUID = 1;

    Resizable() {
      super(0, true);
    }

    @Override
    protected void reducePermits(int reduction) {
      super.reducePermits(reduction);
    }
  }
}
