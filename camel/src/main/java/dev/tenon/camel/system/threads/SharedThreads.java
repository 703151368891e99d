package dev.tenon.camel.system.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that all contexts of a process share: one that watches the time, and as many as there is
 * blocking work at the moment. A thousand idle polls cost one thread. They are daemons and live as
 * long as the process.
 */
public final class SharedThreads {
  private static final ScheduledExecutorService TIMER = newTimer();
  private static final ExecutorService WORKERS = Executors.newCachedThreadPool(daemons("work"));

  private SharedThreads() {}

  /** Runs what ends at once at a time; never anything that waits. */
  public static ScheduledExecutorService timer() {
    return TIMER;
  }

  /**
   * Runs what may block. There is no bound here, so that one System's slowness is not everyone's;
   * whoever hands work on is bounded himself, by slots or by being one poll.
   */
  public static ExecutorService workers() {
    return WORKERS;
  }

  private static ScheduledExecutorService newTimer() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("timer"));
    // nearly every deadline is cancelled; it must not stay until it would have come
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static ThreadFactory daemons(String kind) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "tenon-system-" + kind + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
