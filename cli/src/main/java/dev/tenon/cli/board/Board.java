package dev.tenon.cli.board;

import dev.tenon.api.v1alpha1.Integration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All integrations as they are now, kept so by a watch. Safe for threads. */
public final class Board implements AutoCloseable {
  private final TreeMap<String, Row> rows = new TreeMap<>();
  private long version;
  private boolean closed;
  private SharedIndexInformer<Integration> informer;

  /** Begins to watch. */
  public void watch(KubernetesClient client) {
    informer =
        client
            .resources(Integration.class)
            .inAnyNamespace()
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Integration added) {
                    put(Row.of(added));
                  }

                  @Override
                  public void onUpdate(Integration before, Integration now) {
                    put(Row.of(now));
                  }

                  @Override
                  public void onDelete(Integration gone, boolean unknownState) {
                    remove(gone.getMetadata().getNamespace() + "/" + gone.getMetadata().getName());
                  }
                });
  }

  /** Puts a row in the place of the one of the same name. */
  public synchronized void put(Row row) {
    if (!row.equals(rows.put(row.name(), row))) {
      version++;
      notifyAll();
    }
  }

  /** Takes a row away. */
  synchronized void remove(String name) {
    if (rows.remove(name) != null) {
      version++;
      notifyAll();
    }
  }

  /** All rows, by name. */
  public synchronized List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  /** A number that is another after each change. */
  synchronized long version() {
    return version;
  }

  /**
   * Waits for a change.
   *
   * @param since the {@link #version} that is known
   * @return whether there was one within the time; not when the board is closed
   */
  synchronized boolean awaitChange(long since, Duration time) throws InterruptedException {
    return await(rows -> version != since, time);
  }

  /**
   * Waits until something is so of all rows together.
   *
   * @return whether it was within the time; not when the board is closed
   */
  public synchronized boolean await(Predicate<List<Row>> so, Duration time)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!closed) {
      if (so.test(rows())) {
        return true;
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return false;
  }

  /** Ends the watch, and whoever waits. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (informer != null) {
      informer.close();
    }
  }
}
