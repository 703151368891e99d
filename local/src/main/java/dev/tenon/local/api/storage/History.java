package dev.tenon.local.api.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last changes of one resource, for watches to read on from where they are. Writers append and
 * go on; a watch that reads too slowly finds that what it wants is gone. Bounded by number and by
 * size, because a change holds the whole object.
 */
public final class History {
  private static final int MOST_CHANGES = 4096;
  private static final long MOST_BYTES = 8L << 20;

  private record Entry(Change change, int bytes) {}

  private final Entry[] ring = new Entry[MOST_CHANGES];
  private long first;
  private long next;
  private long bytes;
  private long forgotten;
  private boolean closed;

  History(long since) {
    forgotten = since;
  }

  /**
   * Adds a change.
   *
   * @param size how long the object is as JSON, in bytes
   */
  synchronized void append(Change change, int size) {
    if (next - first == MOST_CHANGES) {
      forget();
    }
    ring[slot(next++)] = new Entry(change, size);
    bytes += size;
    // one change is kept however large it is
    while (bytes > MOST_BYTES && next - first > 1) {
      forget();
    }
    notifyAll();
  }

  private void forget() {
    Entry old = ring[slot(first)];
    ring[slot(first++)] = null;
    bytes -= old.bytes;
    forgotten = old.change.revision();
  }

  private static int slot(long index) {
    return (int) (index % MOST_CHANGES);
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
    long low = first;
    long high = next;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (at(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<Change> out = new ArrayList<>((int) (next - low));
    for (long i = low; i < next; i++) {
      out.add(at(i));
    }
    return Optional.of(out);
  }

  private Change at(long index) {
    return ring[slot(index)].change;
  }

  /**
   * Waits until there is a change after the revision, the time is up, or the store closes.
   *
   * @param millis how long to wait at most
   * @return whether the store is still open
   */
  public synchronized boolean await(long revision, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!closed && (first == next || at(next - 1).revision() <= revision)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return !closed;
  }
}
