package dev.tenon.local.api.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last changes of one resource, for watches to read on from where they are. Writers append and
 * go on; a watch that reads too slowly finds that what it wants is gone.
 */
public final class History {
  private final Change[] ring;
  private long appended;
  private long forgotten;
  private boolean closed;

  History(int capacity, long since) {
    ring = new Change[capacity];
    forgotten = since;
  }

  synchronized void append(Change change) {
    int at = (int) (appended % ring.length);
    if (ring[at] != null) {
      forgotten = ring[at].revision();
    }
    ring[at] = change;
    appended++;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * The changes after a revision, in order; empty where there are none yet.
   *
   * @return nothing at all where changes after that revision have been forgotten
   */
  public synchronized Optional<List<Change>> after(long revision) {
    if (revision < forgotten) {
      return Optional.empty();
    }
    int held = (int) Math.min(appended, ring.length);
    List<Change> out = new ArrayList<>();
    long low = appended - held;
    long high = appended;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (at(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (long i = low; i < appended; i++) {
      out.add(at(i));
    }
    return Optional.of(out);
  }

  private Change at(long index) {
    return ring[(int) (index % ring.length)];
  }

  /**
   * Waits until there is a change after the revision, the time is up, or the store closes.
   *
   * @param millis how long to wait at most
   * @return whether the store is still open
   */
  public synchronized boolean await(long revision, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!closed && (appended == 0 || at(appended - 1).revision() <= revision)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return !closed;
  }
}
