package dev.tenon.camel.state;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how attempts ended, as many in a commit as have ended. Nobody waits for it on the way of a
 * message: until it is written, a crash has the message delivered once more under the same key.
 */
final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
  private static final int GROUP = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String DELIVERED =
      "UPDATE tenon_message SET state = ?, queue_at = NULL, owner = NULL, attempts = attempts + 1,"
          + " held_at = NULL, reason = NULL, forget_at = ?, headers = NULL, body_type = NULL, body ="
          + " NULL WHERE seq = ? AND state = ?";
  // a claim that lapsed and was taken over is the other one's to hold or to bury
  private static final String STILL_MINE =
      " WHERE seq = ? AND state = ? AND (owner = ? OR owner IS NULL)";
  private static final String HELD =
      "UPDATE tenon_message SET state = 'Held', queue_at = CASE WHEN queue_at = 0 THEN queue_at ELSE ? END,"
          + " owner = NULL, attempts = attempts + 1, first_at = COALESCE(first_at, ?), last_at = ?,"
          + " held_at = COALESCE(held_at, ?), reason = ?"
          + STILL_MINE;
  private static final String DEAD =
      "UPDATE tenon_message SET state = 'Dead', queue_at = -1, owner = NULL, attempts = attempts + 1,"
          + " first_at = COALESCE(first_at, ?), last_at = ?, reason = ?, forget_at = ?"
          + STILL_MINE;

  private final Database database;
  private final InboxIds ids;
  private final long owner;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread writer;
  private volatile int unwritten;
  private volatile boolean closed;

  private record Waiting(Outcome outcome, CompletableFuture<Void> written) {}

  Outcomes(Database database, InboxIds ids, long owner) {
    this.database = database;
    this.ids = ids;
    this.owner = owner;
    this.writer = new Thread(this::writeGroups, "tenon-state-outcomes");
    writer.setDaemon(true);
    writer.start();
  }

  CompletionStage<Void> add(Outcome outcome) {
    Waiting waiting = new Waiting(outcome, new CompletableFuture<>());
    queue.add(waiting);
    return waiting.written();
  }

  int unwritten() {
    int failing = unwritten;
    return failing == 0 ? 0 : failing + queue.size();
  }

  private void writeGroups() {
    List<Waiting> group = new ArrayList<>(GROUP);
    while (!closed || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, GROUP - 1);
          write(group);
          group.clear();
        }
      } catch (InterruptedException e) {
        // nobody interrupts this thread; close() ends it
        closed = true;
      }
    }
  }

  private void write(List<Waiting> group) {
    long pause = Duration.ofMillis(50).toNanos();
    long closedAt = 0;
    while (true) {
      try {
        database.write(
            session -> {
              apply(session, group);
              return null;
            });
        unwritten = 0;
        group.forEach(waiting -> waiting.written().complete(null));
        return;
      } catch (StateUnavailable e) {
        if (unwritten == 0) {
          LOG.warn("{}; what was delivered is written when it is back", e.getMessage());
        }
        unwritten = group.size();
      } catch (RuntimeException e) {
        refused(group, e);
        return;
      } catch (Error e) {
        // of a driver, or of a process without memory: this thread must outlive it
        LOG.error("ends of attempts could not be written; they are written later", e);
        unwritten = group.size();
      }
      if (closed) {
        closedAt = closedAt == 0 ? System.nanoTime() : closedAt;
        if (System.nanoTime() - closedAt > PATIENCE.toNanos() / 5) {
          StateUnavailable lost =
              new StateUnavailable("the state store was closed before it answered", null);
          group.forEach(waiting -> waiting.written().completeExceptionally(lost));
          return;
        }
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, Duration.ofSeconds(1).toNanos());
    }
  }

  /** One that the database will never take must not keep the others from being written. */
  private void refused(List<Waiting> group, RuntimeException why) {
    if (group.size() > 1) {
      group.forEach(waiting -> write(List.of(waiting)));
      return;
    }
    Waiting one = group.get(0);
    LOG.error(
        "the end of an attempt of message {} of {} cannot be written, so it will be delivered again:"
            + " {}",
        one.outcome().message().id(),
        one.outcome().message().inbox(),
        why.getMessage());
    // the driver's own exception quotes values
    LOG.debug("it cannot be written", why);
    one.written().completeExceptionally(why);
  }

  private void apply(Session session, List<Waiting> group) throws SQLException {
    List<Outcome> all = group.stream().map(Waiting::outcome).toList();
    ends(session, all, Outcome.Delivered.class, DELIVERED, Tally.DELIVERED);
    ends(session, all, Outcome.Filtered.class, DELIVERED, Tally.FILTERED);
    ends(session, all, Outcome.Held.class, HELD, Tally.HELD);
    ends(session, all, Outcome.Dead.class, DEAD, Tally.DEAD);
  }

  private void ends(
      Session session, List<Outcome> all, Class<? extends Outcome> type, String sql, Tally into)
      throws SQLException {
    List<Outcome> these = all.stream().filter(type::isInstance).map(Outcome.class::cast).toList();
    int[] changed =
        session.batch(sql, these.stream().map(one -> values(one, one.message().held())).toList());
    for (int i = 0; i < these.size(); i++) {
      Outcome outcome = these.get(i);
      boolean held = outcome.message().held();
      if (changed[i] == 0) {
        // another process has held it, or put it back, since it was claimed
        held = !held;
        if (session.update(sql, values(outcome, held)) == 0) {
          continue;
        }
      }
      int inbox = ids.of(outcome.message().inbox());
      session.count(inbox, held ? Tally.HELD : Tally.WAITING, -1);
      session.count(inbox, into, 1);
    }
  }

  private Object[] values(Outcome outcome, boolean held) {
    long seq = outcome.message().id();
    String state = held ? "Held" : "Waiting";
    if (outcome instanceof Outcome.Delivered delivered) {
      return new Object[] {"Delivered", delivered.forgetAt().toEpochMilli(), seq, state};
    }
    if (outcome instanceof Outcome.Filtered filtered) {
      return new Object[] {"Filtered", filtered.forgetAt().toEpochMilli(), seq, state};
    }
    if (outcome instanceof Outcome.Held later) {
      long at = later.at().toEpochMilli();
      Long heldAt = later.counts() ? at : null;
      return new Object[] {
        later.retryAt().toEpochMilli(), at, at, heldAt, later.reason(), seq, state, owner
      };
    }
    Outcome.Dead dead = (Outcome.Dead) outcome;
    long at = dead.at().toEpochMilli();
    return new Object[] {at, at, dead.reason(), dead.forgetAt().toEpochMilli(), seq, state, owner};
  }

  /** Writes what has ended, if the store answers within seconds. */
  void close() {
    closed = true;
    try {
      writer.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
