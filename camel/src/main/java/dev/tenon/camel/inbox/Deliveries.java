package dev.tenon.camel.inbox;

import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.Leases;
import dev.tenon.camel.state.Messages;
import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All deliveries from one store in this process: the threads that they run on, the one sweep that
 * finds what a crash or another process left, and the walk that forgets what is over. An idle inbox
 * costs nothing here but its share of one query every few seconds.
 */
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final Duration BREATH = Duration.ofMillis(100);
  private static final Duration LEAST = Duration.ofMillis(1);

  /** Beyond so many, an inbox keeps one message in work: a slow System cannot take all threads. */
  private static final int MANY_IN_WORK = 256;

  /** What all inboxes together keep in memory: a part of the heap, at most 64 MiB. */
  private static final long ROOM = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

  private static final Map<StateStore, Deliveries> ALL = new ConcurrentHashMap<>();

  private final StateStore store;
  private final InstantSource clock;
  private final String process = UUID.randomUUID().toString();
  private final Map<Inbox, Lane> lanes = new ConcurrentHashMap<>();
  private final Set<Lane> open = ConcurrentHashMap.newKeySet();
  private final Set<Lane> unknown = ConcurrentHashMap.newKeySet();
  private final AtomicLong room = new AtomicLong(ROOM);
  private final AtomicInteger inWork = new AtomicInteger();
  private final AtomicBoolean lookUpComes = new AtomicBoolean();
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timer;

  private Deliveries(StateStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> thread(task, "tenon-inbox-" + number.incrementAndGet()));
    this.timer = new ScheduledThreadPoolExecutor(1, task -> thread(task, "tenon-inbox-timer"));
    timer.setRemoveOnCancelPolicy(true);
    after(SWEEP, this::sweepAndAgain);
    after(SWEEP, this::forget);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to deliver an inbox. */
  static void open(Lane lane) {
    ALL.compute(
            lane.store(),
            (store, running) -> {
              Deliveries deliveries =
                  running == null ? new Deliveries(store, lane.clock()) : running;
              deliveries.open.add(lane);
              return deliveries;
            })
        .begin(lane);
  }

  private void begin(Lane lane) {
    lane.begin(this);
    lanes.put(lane.inbox(), lane);
    // those that begin at about the same time are looked up in one query
    unknown.add(lane);
    if (lookUpComes.compareAndSet(false, true)) {
      after(Duration.ofMillis(5), this::lookUpNew);
    }
  }

  /** Ends it; the last one of a store ends the threads. */
  static void close(Lane lane) {
    ALL.computeIfPresent(
        lane.store(),
        (store, running) -> {
          running.open.remove(lane);
          running.unknown.remove(lane);
          running.lanes.remove(lane.inbox(), lane);
          if (!running.open.isEmpty()) {
            return running;
          }
          running.timer.shutdownNow();
          // what is in work may end
          running.workers.shutdown();
          return null;
        });
  }

  /** The inbox as this process delivers it, if it does. */
  static Optional<Lane> lane(StateStore store, Inbox inbox) {
    Deliveries running = ALL.get(store);
    return running == null ? Optional.empty() : Optional.ofNullable(running.lanes.get(inbox));
  }

  /** Runs something that may wait for the store or a System. */
  void run(Runnable task) {
    try {
      workers.execute(
          () -> {
            try {
              task.run();
            } catch (StateUnavailable e) {
              LOG.debug("{}; it is tried again", e.getMessage());
            } catch (RuntimeException e) {
              LOG.error("a task of the inboxes failed; it is tried again", e);
            }
          });
    } catch (RejectedExecutionException e) {
      // the last inbox has stopped; rows tell the next process what to do
      LOG.debug("inboxes have stopped");
    }
  }

  /** Runs something at a time; what it gives takes that back. */
  Runnable at(Instant when, Runnable task) {
    Duration wait = Duration.between(clock.instant(), when);
    return after(wait.compareTo(LEAST) < 0 ? LEAST : wait, task);
  }

  private Runnable after(Duration wait, Runnable task) {
    try {
      Future<?> planned = timer.schedule(() -> run(task), wait.toMillis(), TimeUnit.MILLISECONDS);
      return () -> planned.cancel(false);
    } catch (RejectedExecutionException e) {
      LOG.debug("inboxes have stopped");
      return () -> {};
    }
  }

  /** Whether a message more may be worked on, besides those that an inbox has in work. */
  boolean mayStart(int ofInbox) {
    return (ofInbox == 0 || inWork.get() < MANY_IN_WORK) && store.messages().unwritten() == 0;
  }

  void started() {
    inWork.incrementAndGet();
  }

  void ended() {
    inWork.decrementAndGet();
  }

  boolean takeRoom(long bytes) {
    if (room.addAndGet(-bytes) < 0) {
      room.addAndGet(bytes);
      return false;
    }
    return true;
  }

  /** For what was claimed, which is in memory already. */
  void useRoom(long bytes) {
    room.addAndGet(-bytes);
  }

  void giveRoom(long bytes) {
    room.addAndGet(bytes);
  }

  private void lookUpNew() {
    lookUpComes.set(false);
    List<Lane> now = new ArrayList<>(unknown);
    now.forEach(unknown::remove);
    try {
      lookUp(now, true);
    } catch (StateUnavailable e) {
      unknown.addAll(now);
      after(Duration.ofSeconds(1), this::lookUpNew);
      throw e;
    }
  }

  private void sweepAndAgain() {
    try {
      sweep();
    } finally {
      after(SWEEP, this::sweepAndAgain);
    }
  }

  private void sweep() {
    for (Lane lane : open) {
      lane.keepClaims();
    }
    lookUp(open.stream().filter(lane -> !lane.isAway()).toList(), false);
  }

  private void lookUp(List<Lane> these, boolean tellTheOthers) {
    Set<Inbox> inboxes = new HashSet<>();
    these.forEach(lane -> inboxes.add(lane.inbox()));
    Set<Inbox> due = store.messages().due(inboxes, clock.instant());
    for (Lane lane : these) {
      if (due.contains(lane.inbox())) {
        lane.nudge();
      } else if (tellTheOthers) {
        lane.nothingDue();
      }
      lane.pump();
    }
  }

  /** Walks the whole store in parts; among processes that share it, one does. */
  private void forget() {
    Duration next = FORGET;
    try {
      Instant now = clock.instant();
      Leases leases = store.leases();
      if (leases.acquire(
          Ref.cluster("Store", ""), "retention", process, FORGET.multipliedBy(2), now)) {
        Messages.Forgotten forgotten = store.messages().forget(now);
        next = forgotten.more() ? BREATH : FORGET;
      }
    } finally {
      after(next, this::forget);
    }
  }
}
