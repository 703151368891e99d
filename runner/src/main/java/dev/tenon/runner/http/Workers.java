package dev.tenon.runner.http;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run routes for requests and schedules, shared by all integrations. Work never
 * queues here: a thread is free, or is made, or the work is refused at once, so that one
 * integration's slowness is never another's delay.
 */
public final class Workers implements AutoCloseable {
  private final ThreadPoolExecutor pool;
  private final int max;

  /**
   * A pool without threads yet.
   *
   * @param max the most threads, at least 1
   */
  public Workers(String name, int max) {
    AtomicInteger number = new AtomicInteger();
    this.max = max;
    this.pool =
        new ThreadPoolExecutor(
            0,
            max,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs the work now on a thread of its own; false when there is none, or the pool is closed. */
  public boolean tryRun(Runnable work) {
    try {
      pool.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** The most threads. */
  public int max() {
    return max;
  }

  /** Threads at work now, roughly. */
  public int busy() {
    return pool.getActiveCount();
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
