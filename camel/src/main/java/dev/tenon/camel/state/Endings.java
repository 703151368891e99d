package dev.tenon.camel.state;

import dev.tenon.camel.state.Messages.Forgotten;
import dev.tenon.plan.Ref;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What ends messages without an attempt: time, and the end of an integration. */
final class Endings {
  private static final int CHUNK = 2000;

  private static final String SINCE =
      "COALESCE(held_at, CASE WHEN accepted_at > ? THEN accepted_at ELSE ? END)";
  private static final String EXPIRED =
      "SELECT seq, state FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0"
          + " AND (owner IS NULL OR queue_at <= ?) AND "
          + SINCE
          + " <= ? ORDER BY queue_at, seq LIMIT "
          + CHUNK
          + " FOR UPDATE SKIP LOCKED";
  private static final String WAITING =
      "SELECT seq, state FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0"
          + " ORDER BY queue_at, seq LIMIT "
          + CHUNK
          + " FOR UPDATE SKIP LOCKED";
  private static final String DEAD =
      "UPDATE tenon_message SET state = 'Dead', queue_at = -1, owner = NULL,"
          + " first_at = COALESCE(first_at, ?), last_at = ?, reason = ?, forget_at = ? WHERE seq = ?";
  private static final String WALK =
      "SELECT seq, inbox_id, state, forget_at FROM tenon_message WHERE seq > ? ORDER BY seq LIMIT "
          + CHUNK;
  private static final String FORGET = "DELETE FROM tenon_message WHERE seq = ? AND forget_at <= ?";

  private final Database database;
  private final InboxIds ids;
  private long walkedTo;

  Endings(Database database, InboxIds ids) {
    this.database = database;
    this.ids = ids;
  }

  private record Found(long seq, boolean held) {}

  private record Old(long seq, int inbox, boolean dead, long forgetAt) {}

  int expire(
      int inbox,
      Instant awaySince,
      Instant waitingBefore,
      String reason,
      Instant now,
      Instant forgetAt) {
    long away = awaySince.toEpochMilli();
    Object[] values = {inbox, now.toEpochMilli(), away, away, waitingBefore.toEpochMilli()};
    return bury(inbox, EXPIRED, values, reason, now, forgetAt);
  }

  int buryAll(Ref integration, String reason, Instant now, Instant forgetAt) {
    int buried = 0;
    for (String name :
        database.read(
            session ->
                session.query(
                    "SELECT name FROM tenon_inbox WHERE namespace = ? AND integration = ?",
                    row -> row.getString(1),
                    integration.namespace(),
                    integration.name()))) {
      int inbox = ids.of(new Inbox(integration, name));
      buried += bury(inbox, WAITING, new Object[] {inbox}, reason, now, forgetAt);
    }
    return buried;
  }

  /** In parts, so that a long backlog does not keep others from committing. */
  private int bury(
      int inbox, String which, Object[] values, String reason, Instant now, Instant forgetAt) {
    int all = 0;
    int part;
    do {
      part =
          database.write(
              session -> {
                List<Found> found =
                    session.query(
                        which,
                        row -> new Found(row.getLong(1), row.getString(2).equals("Held")),
                        values);
                session.batch(
                    DEAD,
                    found.stream()
                        .map(
                            one ->
                                new Object[] {
                                  now.toEpochMilli(),
                                  now.toEpochMilli(),
                                  reason,
                                  forgetAt.toEpochMilli(),
                                  one.seq()
                                })
                        .toList());
                long held = found.stream().filter(Found::held).count();
                session.count(inbox, Tally.HELD, -held);
                session.count(inbox, Tally.WAITING, held - found.size());
                session.count(inbox, Tally.DEAD, found.size());
                return found.size();
              });
      all += part;
    } while (part == CHUNK);
    return all;
  }

  /** Walks the next part by number, which needs no index that every message would pay for. */
  synchronized Forgotten forget(Instant now) {
    long at = now.toEpochMilli();
    List<Old> part =
        database.read(
            session ->
                session.query(
                    WALK,
                    row -> {
                      long forgetAt = row.getLong(4);
                      return new Old(
                          row.getLong(1),
                          row.getInt(2),
                          row.getString(3).equals("Dead"),
                          row.wasNull() ? Long.MAX_VALUE : forgetAt);
                    },
                    walkedTo));
    walkedTo = part.size() < CHUNK ? 0 : part.get(CHUNK - 1).seq();
    List<Old> over = part.stream().filter(row -> row.forgetAt() <= at).toList();
    int removed = over.isEmpty() ? 0 : database.write(session -> remove(session, over, at));
    return new Forgotten(removed, walkedTo != 0);
  }

  private static int remove(Session session, List<Old> over, long at) throws SQLException {
    int[] gone =
        session.batch(FORGET, over.stream().map(row -> new Object[] {row.seq(), at}).toList());
    int removed = 0;
    for (int i = 0; i < gone.length; i++) {
      removed += gone[i];
      session.count(over.get(i).inbox(), Tally.DEAD, over.get(i).dead() ? -gone[i] : 0);
    }
    return removed;
  }
}
