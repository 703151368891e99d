package dev.tenon.camel.inbox;

import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.camel.state.StateUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One message at a time, in the order of arrival, past dead letters but not past what is held.
 * Among processes the holder of a lease delivers; it reads the store and hands nothing over in
 * memory.
 */
final class OrderedLane extends Lane {
  private static final int PART = 32;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String holder = UUID.randomUUID().toString();

  // all guarded by this
  private boolean busy;
  private boolean again;
  private Instant leaseUntil = Instant.EPOCH;

  // of the one that is busy alone
  private final Deque<Stored> part = new ArrayDeque<>();
  private final List<CompletableFuture<Void>> written = new ArrayList<>();
  private boolean pause;
  private boolean orderKept;

  OrderedLane(Setting setting) {
    super(setting, true);
  }

  @Override
  boolean reserve(int bytes) {
    return false;
  }

  @Override
  void take(Stored message) {
    throw new IllegalStateException("an ordered inbox is not handed over in memory");
  }

  @Override
  void unreserve(int bytes) {
    throw new IllegalStateException("an ordered inbox is not handed over in memory");
  }

  @Override
  void nudge() {
    synchronized (this) {
      again = true;
      if (busy || !isOpen() || outage().away().isPresent()) {
        return;
      }
      busy = true;
    }
    deliveries().run(this::read);
  }

  @Override
  void nothingDue() {
    // a nudge comes with each message
  }

  @Override
  void pump() {
    // nothing is kept in memory
  }

  @Override
  void flow() {
    nudge();
  }

  @Override
  void probe() {
    synchronized (this) {
      if (busy || !isOpen()) {
        return;
      }
      busy = true;
    }
    read();
  }

  /** Reads the next part; while the System is away, that is one message. */
  private void read() {
    try {
      if (!deliveries().mayStart(0)) {
        rest(clock().instant().plus(RETRY));
        return;
      }
      if (!hold()) {
        // the sweep asks again while something waits
        release();
        return;
      }
      if (!orderKept) {
        // they may have been stored by a revision without order
        store().messages().keepOrder(inbox());
        orderKept = true;
      }
      do {
        synchronized (this) {
          again = false;
        }
        part.addAll(store().messages().next(inbox(), isAway() ? 1 : PART));
      } while (part.isEmpty() && !restIfQuiet());
      if (!part.isEmpty()) {
        work();
      }
    } catch (StateUnavailable e) {
      rest(clock().instant().plus(RETRY));
      throw e;
    }
  }

  private synchronized boolean restIfQuiet() {
    if (again && isOpen()) {
      return false;
    }
    outage().nothingWaits();
    busy = false;
    return true;
  }

  private void rest(Instant until) {
    release();
    wakeAt(until);
  }

  /** Is not busy any more, and when the lane has ended, gives the lease back. */
  private void release() {
    part.clear();
    boolean ended;
    synchronized (this) {
      busy = false;
      ended = !isOpen();
    }
    if (ended) {
      giveLeaseBack();
    }
  }

  /** One after the other on this thread, for as long as each is done here. */
  private void work() {
    boolean here = true;
    while (here) {
      Stored next = part.poll();
      if (next == null || !mayGoOn()) {
        part.clear();
        afterPart();
        return;
      }
      Instant started = clock().instant();
      deliveries().started();
      here =
          setting()
              .attempts()
              .attempt(
                  next,
                  (verdict, onThisThread) -> {
                    deliveries().ended();
                    ended(next, verdict, started);
                    if (!onThisThread) {
                      deliveries().run(this::work);
                    }
                  });
    }
  }

  private synchronized boolean mayGoOn() {
    return isOpen() && clock().instant().isBefore(leaseUntil);
  }

  private void ended(Stored message, Verdict verdict, Instant started) {
    if (verdict instanceof Verdict.Stopped) {
      part.clear();
      return;
    }
    Conclusion conclusion = conclude(message, verdict, started);
    written.add(conclusion.written().toCompletableFuture());
    pause = verdict instanceof Verdict.Later;
    if (pause || verdict instanceof Verdict.Unavailable) {
      part.clear();
    } else if (conclusion.away()) {
      synchronized (this) {
        // it never came to the System: the next one is asked at once
        outage().probeAt(clock().instant());
      }
    }
  }

  /** Goes on when the part's ends are written: until then the store would show it once more. */
  private void afterPart() {
    CompletableFuture<?>[] all = written.toArray(CompletableFuture[]::new);
    written.clear();
    CompletableFuture.allOf(all)
        .handle((done, failure) -> failure)
        .thenAccept(failure -> deliveries().run(this::goOn));
  }

  private void goOn() {
    boolean away;
    boolean ended;
    synchronized (this) {
      away = outage().away().isPresent();
      ended = !isOpen();
    }
    if (ended) {
      release();
    } else if (away) {
      release();
      awaitProbe();
    } else if (pause) {
      pause = false;
      rest(clock().instant().plus(RETRY));
    } else {
      read();
    }
  }

  private synchronized boolean isBusy() {
    return busy;
  }

  /** Whether this process is the one that delivers. */
  private boolean hold() {
    Instant now = clock().instant();
    synchronized (this) {
      if (now.isBefore(leaseUntil.minus(LEASE.dividedBy(2)))) {
        return true;
      }
    }
    boolean held =
        store()
            .leases()
            .acquire(inbox().integration(), "inbox/" + inbox().name(), holder, LEASE, now);
    synchronized (this) {
      leaseUntil = held ? now.plus(LEASE) : Instant.EPOCH;
    }
    return held;
  }

  @Override
  void keepClaims() {
    if (isBusy()) {
      hold();
    }
  }

  @Override
  void end() {
    super.end();
    if (!isBusy()) {
      giveLeaseBack();
    }
  }

  private void giveLeaseBack() {
    synchronized (this) {
      if (leaseUntil.equals(Instant.EPOCH)) {
        return;
      }
      leaseUntil = Instant.EPOCH;
    }
    try {
      store().leases().release(inbox().integration(), "inbox/" + inbox().name(), holder);
    } catch (StateUnavailable e) {
      // it ends by itself
      return;
    }
  }
}
