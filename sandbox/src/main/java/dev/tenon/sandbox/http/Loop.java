package dev.tenon.sandbox.http;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that owns a sandbox's state: sockets, records and counts are touched by it alone,
 * so nothing is locked and requests have one order. Other threads ask by {@link #call}.
 */
public final class Loop implements AutoCloseable {
  private final NioEventLoopGroup group;

  /** Starts the thread, a daemon. */
  public Loop(String name) {
    this.group = new NioEventLoopGroup(1, new DefaultThreadFactory(name, true));
  }

  /** For sockets that belong to this thread. */
  public NioEventLoopGroup group() {
    return group;
  }

  /** Whether the caller is on this thread. */
  public boolean isHere() {
    return group.next().inEventLoop();
  }

  /** Does it on the thread and waits for what comes of it; an exception of it is thrown here. */
  public <T> T call(Callable<T> task) {
    try {
      return isHere() ? task.call() : group.next().submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the sandbox", e);
    } catch (Exception e) {
      throw e instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /** As {@link #call}, for what has no result. */
  public void run(Runnable task) {
    call(
        () -> {
          task.run();
          return true;
        });
  }

  /** Does it on the thread, soon, and does not wait. */
  public void later(Runnable task) {
    group.next().execute(task);
  }

  /** Does it on the thread, later. */
  public Future<?> after(Duration delay, Runnable task) {
    return group.next().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Does it on the thread again and again, with {@code every} from end to start, until it is
   * cancelled.
   */
  public Future<?> every(Duration every, Runnable task) {
    return group
        .next()
        .scheduleWithFixedDelay(task, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
