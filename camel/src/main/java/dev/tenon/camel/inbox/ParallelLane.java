package dev.tenon.camel.inbox;

import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.camel.state.StateUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several messages at a time, in no certain order. What this process stores it delivers from
 * memory, as long as there is room and nothing older waits in the store; the rest is claimed from
 * there.
 */
final class ParallelLane extends Lane {
  private static final int READY = 256;
  private static final int CLAIM = 64;
  private static final long SMALL = 256 << 10;
  private static final Duration CLAIM_RETRY = Duration.ofSeconds(1);

  // all guarded by this
  private final Deque<Entry> ready = new ArrayDeque<>();
  private final Set<Entry> working = new HashSet<>();
  private int reserved;
  private boolean backlog = true;
  private boolean claiming;
  private long nudges;
  private int claimNext;
  private int allowed;

  /** A message in memory; until when it is ours. */
  private static final class Entry {
    final Stored message;
    final boolean probe;
    Instant until;

    Entry(Stored message, boolean probe, Instant until) {
      this.message = message;
      this.probe = probe;
      this.until = until;
    }

    int size() {
      return message.content().size();
    }
  }

  ParallelLane(Setting setting) {
    super(setting, false);
    this.claimNext = setting.concurrency();
    this.allowed = setting.concurrency();
  }

  private boolean flows() {
    return isOpen() && outage().away().isEmpty();
  }

  private Entry entry(Stored message, boolean probe, Instant from) {
    return new Entry(message, probe, from.plus(store().messages().claim()));
  }

  @Override
  synchronized boolean reserve(int bytes) {
    if (!flows() || backlog || ready.size() + reserved >= READY || !deliveries().takeRoom(bytes)) {
      return false;
    }
    reserved++;
    return true;
  }

  @Override
  synchronized void unreserve(int bytes) {
    reserved--;
    deliveries().giveRoom(bytes);
  }

  @Override
  void take(Stored message) {
    Entry entry = entry(message, false, message.acceptedAt());
    boolean back;
    synchronized (this) {
      reserved--;
      back = !flows();
      if (!back) {
        ready.add(entry);
      }
    }
    if (back) {
      giveBack(List.of(entry));
    } else {
      pump();
    }
  }

  @Override
  void nudge() {
    synchronized (this) {
      nudges++;
      backlog = true;
    }
    pump();
  }

  @Override
  synchronized void nothingDue() {
    if (nudges == 0) {
      backlog = false;
    }
  }

  @Override
  void pump() {
    List<Entry> starts = new ArrayList<>();
    boolean claim;
    synchronized (this) {
      while (flows()
          && !ready.isEmpty()
          && working.size() < allowed
          && deliveries().mayStart(working.size())) {
        starts.add(start());
      }
      claim = flows() && backlog && !claiming && ready.size() < setting().concurrency();
      claiming |= claim;
    }
    starts.forEach(entry -> deliveries().run(() -> work(entry)));
    if (claim) {
      deliveries().run(this::claim);
    }
  }

  private Entry start() {
    Entry entry = ready.remove();
    working.add(entry);
    deliveries().started();
    return entry;
  }

  /** One after the other on this thread, for as long as there is something and it is done here. */
  private void work(Entry first) {
    Optional<Entry> next = Optional.of(first);
    while (next.isPresent()) {
      Entry entry = next.get();
      Instant started = clock().instant();
      if (!started.isBefore(entry.until)) {
        // the process stood still: by now it may be somebody else's
        next = leave(entry);
        nudge();
        continue;
      }
      boolean here =
          setting()
              .attempts()
              .attempt(
                  entry.message,
                  (verdict, onThisThread) -> {
                    ended(entry, verdict, started);
                    if (!onThisThread) {
                      leave(entry).ifPresent(ready -> deliveries().run(() -> work(ready)));
                      pump();
                    }
                  });
      next = here ? leave(entry) : Optional.empty();
    }
    pump();
  }

  private void ended(Entry entry, Verdict verdict, Instant started) {
    if (verdict instanceof Verdict.Stopped) {
      giveBack(entry.message.id());
      return;
    }
    Conclusion conclusion = conclude(entry.message, verdict, started);
    if (verdict instanceof Verdict.Delivered) {
      // after an outage one, two, four …: a System that comes back is not run over, and a breaker
      // that tries a few calls sees their outcome before the next come
      synchronized (this) {
        allowed = Math.min(setting().concurrency(), allowed * 2);
      }
    }
    if (conclusion.back()) {
      flow();
    } else if (verdict instanceof Verdict.Unavailable || verdict instanceof Verdict.Later) {
      letGo(conclusion.away(), verdict);
    } else if (entry.probe && conclusion.away()) {
      // it never came to the System: the next one is asked at once
      synchronized (this) {
        outage().probeAt(clock().instant());
      }
      awaitProbe();
    }
  }

  /** Ends an entry and begins the next, if one is ready. */
  private synchronized Optional<Entry> leave(Entry entry) {
    working.remove(entry);
    deliveries().ended();
    deliveries().giveRoom(entry.size());
    return flows() && !ready.isEmpty() && deliveries().mayStart(working.size())
        ? Optional.of(start())
        : Optional.empty();
  }

  /**
   * After a failure: the rest goes back while the System is away, or this one comes again later.
   */
  private void letGo(boolean away, Verdict verdict) {
    if (away) {
      List<Entry> back;
      synchronized (this) {
        back = new ArrayList<>(ready);
        ready.clear();
        backlog = true;
        claimNext = setting().concurrency();
        allowed = 1;
      }
      giveBack(back);
    }
    if (away) {
      awaitProbe();
    } else {
      wakeAt(
          clock()
              .instant()
              .plus(
                  verdict instanceof Verdict.Later
                      ? CLAIM_RETRY
                      : setting().hold().retryInterval()));
    }
  }

  private void giveBack(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    entries.forEach(entry -> deliveries().giveRoom(entry.size()));
    giveBack(entries.stream().map(entry -> entry.message.id()).toArray(Long[]::new));
  }

  private void giveBack(Long... ids) {
    try {
      store().messages().release(List.of(ids));
    } catch (StateUnavailable e) {
      // then their claims lapse
      return;
    }
    synchronized (this) {
      nudges++;
      backlog = true;
    }
  }

  @Override
  void flow() {
    nudge();
  }

  @Override
  void probe() {
    Instant now = clock().instant();
    synchronized (this) {
      if (!isOpen() || claiming || working.stream().anyMatch(entry -> entry.probe)) {
        return;
      }
      claiming = true;
    }
    List<Stored> one;
    try {
      one = store().messages().claim(inbox(), 1, now);
    } finally {
      synchronized (this) {
        claiming = false;
      }
    }
    if (one.isEmpty()) {
      Optional<Instant> next = store().messages().nextDue(inbox());
      synchronized (this) {
        if (next.isEmpty()) {
          outage().nothingWaits();
        } else {
          outage().probeAt(next.get());
        }
      }
      if (next.isEmpty()) {
        flow();
      } else {
        awaitProbe();
      }
      return;
    }
    Entry entry = entry(one.get(0), true, now);
    synchronized (this) {
      working.add(entry);
      deliveries().started();
      deliveries().useRoom(entry.size());
    }
    work(entry);
  }

  private void claim() {
    int want;
    long seen;
    synchronized (this) {
      want = Math.max(1, Math.min(claimNext, READY - ready.size() - reserved));
      seen = nudges;
    }
    Instant now = clock().instant();
    List<Stored> claimed;
    try {
      claimed = store().messages().claim(inbox(), want, now);
    } catch (StateUnavailable e) {
      synchronized (this) {
        claiming = false;
      }
      wakeAt(now.plus(CLAIM_RETRY));
      return;
    }
    List<Entry> entries = claimed.stream().map(one -> entry(one, false, now)).toList();
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    deliveries().useRoom(bytes);
    boolean back;
    boolean drained = false;
    synchronized (this) {
      claiming = false;
      back = !flows();
      if (!back) {
        ready.addAll(entries);
        claimNext = bytes < SMALL ? Math.min(CLAIM, want * 2) : setting().concurrency();
        drained = claimed.size() < want && nudges == seen;
        backlog = !drained;
      }
    }
    if (back) {
      giveBack(entries);
      return;
    }
    pump();
    if (drained) {
      store().messages().nextDue(inbox()).filter(at -> at.isAfter(now)).ifPresent(this::wakeAt);
    }
  }

  @Override
  void keepClaims() {
    Instant now = clock().instant();
    Instant soon = now.plus(store().messages().claim().dividedBy(2));
    List<Entry> ours = new ArrayList<>();
    synchronized (this) {
      ready.stream().filter(entry -> entry.until.isBefore(soon)).forEach(ours::add);
      working.stream().filter(entry -> entry.until.isBefore(soon)).forEach(ours::add);
    }
    if (!ours.isEmpty()) {
      store().messages().renew(ours.stream().map(entry -> entry.message.id()).toList(), now);
      synchronized (this) {
        ours.forEach(entry -> entry.until = now.plus(store().messages().claim()));
      }
    }
  }

  @Override
  void end() {
    super.end();
    List<Entry> back;
    synchronized (this) {
      back = new ArrayList<>(ready);
      ready.clear();
    }
    giveBack(back);
  }
}
