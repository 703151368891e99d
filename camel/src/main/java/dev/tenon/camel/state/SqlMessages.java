package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stored messages in SQL. */
final class SqlMessages implements Messages {
  /** Long enough for a pause of the process, short enough that a dead one delays nothing much. */
  private static final Duration CLAIM = Duration.ofSeconds(30);

  private static final String COLUMNS =
      " seq, message_key, accepted_at, attempts, last_at, held_at, state, headers, body_type, body ";
  private static final String INSERT =
      "INSERT INTO tenon_message (inbox_id, message_key, state, accepted_at, queue_at, owner, attempts,"
          + " headers, body_type, body) VALUES (?, ?, 'Waiting', ?, ?, ?, 0, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";
  // PostgreSQL: the message and its count in one statement, so in one round trip
  private static final String INSERT_AND_COUNT =
      "WITH stored AS ("
          + INSERT
          + " RETURNING seq), counted AS (INSERT INTO tenon_count AS c (inbox_id, stripe, received,"
          + " duplicates, delivered, filtered, refused, waiting, held, dead)"
          + " SELECT ?, ?, 1, 0, 0, 0, 0, 1, 0, 0 FROM stored ON CONFLICT (inbox_id, stripe)"
          + " DO UPDATE SET received = c.received + 1, waiting = c.waiting + 1)"
          + " SELECT seq FROM stored";
  private static final String BURY =
      "INSERT INTO tenon_message (inbox_id, message_key, state, accepted_at, queue_at, attempts,"
          + " first_at, last_at, reason, forget_at, headers, body_type, body)"
          + " VALUES (?, ?, 'Dead', ?, -1, 0, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";
  private static final String FORGET_KEY =
      "DELETE FROM tenon_message WHERE inbox_id = ? AND message_key = ? AND forget_at <= ?";
  private static final String CLAIMABLE =
      "SELECT"
          + COLUMNS
          + "FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0 AND queue_at <= ?"
          + " ORDER BY queue_at, seq LIMIT ? FOR UPDATE SKIP LOCKED";
  private static final String TAKE =
      "UPDATE tenon_message SET queue_at = ?, owner = ? WHERE seq = ?";
  private static final String NEXT =
      "SELECT"
          + COLUMNS
          + "FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0 ORDER BY queue_at, seq LIMIT ?";
  private static final String KEEP_ORDER =
      "UPDATE tenon_message SET queue_at = 0, owner = NULL WHERE inbox_id = ? AND queue_at > 0";
  private static final String RENEW =
      "UPDATE tenon_message SET queue_at = ? WHERE seq = ? AND owner = ? AND queue_at > 0";
  private static final String RELEASE =
      "UPDATE tenon_message SET queue_at = accepted_at, owner = NULL"
          + " WHERE seq = ? AND owner = ? AND queue_at > 0";
  private static final String RELEASE_FOREIGN =
      "UPDATE tenon_message SET queue_at = accepted_at, owner = NULL"
          + " WHERE inbox_id = ? AND queue_at > 0 AND owner <> ?";
  private static final String NEXT_DUE =
      "SELECT MIN(queue_at) FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0";
  private static final String SINCE =
      "COALESCE(held_at, CASE WHEN accepted_at > ? THEN accepted_at ELSE ? END)";
  private static final String WAITING_SINCE =
      "SELECT MIN(" + SINCE + ") FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0";
  private static final String HELD_SINCE =
      "SELECT MIN(held_at) FROM tenon_message WHERE inbox_id = ? AND queue_at >= 0 AND state = 'Held'";

  private final long owner = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final Database database;
  private final InboxIds ids;
  private final Outcomes outcomes;
  private final Endings endings;

  SqlMessages(Database database, InboxIds ids) {
    this.database = database;
    this.ids = ids;
    this.outcomes = new Outcomes(database, ids, owner);
    this.endings = new Endings(database, ids);
    if (database.exclusive()) {
      // whoever claimed them is dead: the file was locked
      database.write(
          session -> {
            for (int inbox : session.query("SELECT id FROM tenon_inbox", row -> row.getInt(1))) {
              session.update(RELEASE_FOREIGN, inbox, owner);
            }
            return null;
          });
    }
  }

  @Override
  public OptionalLong put(Incoming message, Hand hand) {
    int inbox = ids.of(message.inbox());
    long accepted = message.acceptedAt().toEpochMilli();
    Long queueAt =
        switch (hand) {
          case MINE -> accepted + CLAIM.toMillis();
          case ANYBODY -> accepted;
          case IN_ORDER -> 0L;
        };
    Content content = message.content();
    Object[] row = {
      inbox,
      message.key(),
      accepted,
      queueAt,
      hand == Hand.MINE ? owner : null,
      content.headers(),
      content.type().name(),
      content.body()
    };
    if (database instanceof PostgresDatabase postgres) {
      OptionalLong id = putAtOnce(postgres, inbox, row);
      if (id.isPresent()) {
        return id;
      }
    }
    long id =
        database.write(
            session -> {
              long seq = session.insert(INSERT, row);
              if (seq < 0 && forgetKey(session, inbox, message.key(), accepted)) {
                seq = session.insert(INSERT, row);
              }
              session.count(inbox, seq < 0 ? Tally.DUPLICATES : Tally.RECEIVED, 1);
              session.count(inbox, Tally.WAITING, seq < 0 ? 0 : 1);
              return seq;
            });
    return id < 0 ? OptionalLong.empty() : OptionalLong.of(id);
  }

  private static OptionalLong putAtOnce(PostgresDatabase postgres, int inbox, Object[] row) {
    return postgres.writeAtOnce(
        (session, stripe) -> {
          Object[] values = Arrays.copyOf(row, row.length + 2);
          values[row.length] = inbox;
          values[row.length + 1] = stripe;
          List<Long> seq = session.query(INSERT_AND_COUNT, found -> found.getLong(1), values);
          return seq.isEmpty() ? OptionalLong.empty() : OptionalLong.of(seq.get(0));
        });
  }

  /** A key whose time is over is as good as new, also before its row was removed. */
  private static boolean forgetKey(Session session, int inbox, String key, long at)
      throws SQLException {
    int dead = session.update(FORGET_KEY + " AND state = 'Dead'", inbox, key, at);
    session.count(inbox, Tally.DEAD, -dead);
    return dead == 1 || session.update(FORGET_KEY, inbox, key, at) == 1;
  }

  @Override
  public boolean bury(Incoming message, String reason, Instant forgetAt) {
    int inbox = ids.of(message.inbox());
    long at = message.acceptedAt().toEpochMilli();
    Content content = message.content();
    return database.write(
        session -> {
          forgetKey(session, inbox, message.key(), at);
          int stored =
              session.update(
                  BURY,
                  inbox,
                  message.key(),
                  at,
                  at,
                  at,
                  reason,
                  forgetAt.toEpochMilli(),
                  content.headers(),
                  content.type().name(),
                  content.body());
          session.count(inbox, stored == 0 ? Tally.DUPLICATES : Tally.RECEIVED, 1);
          session.count(inbox, Tally.DEAD, stored);
          return stored == 1;
        });
  }

  @Override
  public List<Stored> claim(Inbox inbox, int max, Instant now) {
    int id = ids.of(inbox);
    long at = now.toEpochMilli();
    return database.write(
        session -> {
          List<Stored> claimed =
              session.query(CLAIMABLE, row -> Rows.stored(row, inbox), id, at, max);
          session.batch(
              TAKE,
              claimed.stream()
                  .map(message -> new Object[] {at + CLAIM.toMillis(), owner, message.id()})
                  .toList());
          return claimed;
        });
  }

  @Override
  public List<Stored> next(Inbox inbox, int max) {
    int id = ids.of(inbox);
    return database.read(session -> session.query(NEXT, row -> Rows.stored(row, inbox), id, max));
  }

  @Override
  public void keepOrder(Inbox inbox) {
    int id = ids.of(inbox);
    database.write(session -> session.update(KEEP_ORDER, id));
  }

  @Override
  public void renew(Collection<Long> messages, Instant now) {
    long until = now.plus(CLAIM).toEpochMilli();
    each(messages, RENEW, id -> new Object[] {until, id, owner});
  }

  @Override
  public void release(Collection<Long> messages) {
    each(messages, RELEASE, id -> new Object[] {id, owner});
  }

  private void each(Collection<Long> messages, String sql, Function<Long, Object[]> values) {
    if (!messages.isEmpty()) {
      List<Object[]> rows = messages.stream().sorted().map(values).toList();
      database.write(session -> session.batch(sql, rows));
    }
  }

  @Override
  public CompletionStage<Void> finish(Outcome outcome) {
    return outcomes.add(outcome);
  }

  @Override
  public int unwritten() {
    return outcomes.unwritten();
  }

  @Override
  public Set<Inbox> due(Collection<Inbox> inboxes, Instant now) {
    if (inboxes.isEmpty()) {
      return Set.of();
    }
    Map<Integer, Inbox> byId = new HashMap<>();
    inboxes.forEach(inbox -> byId.put(ids.of(inbox), inbox));
    return database.read(session -> due(session, byId, now));
  }

  private static Set<Inbox> due(Session session, Map<Integer, Inbox> byId, Instant now)
      throws SQLException {
    // whole numbers of ours, so they may stand in the text
    String list = byId.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
    String sql =
        "SELECT i.id FROM tenon_inbox i WHERE i.id IN ("
            + list
            + ") AND EXISTS (SELECT 1 FROM tenon_message m WHERE m.inbox_id = i.id"
            + " AND m.queue_at >= 0 AND m.queue_at <= ?)";
    return new HashSet<>(session.query(sql, row -> byId.get(row.getInt(1)), now.toEpochMilli()));
  }

  @Override
  public Optional<Instant> nextDue(Inbox inbox) {
    return instant(NEXT_DUE, ids.of(inbox));
  }

  @Override
  public Optional<Instant> waitingSince(Inbox inbox, Instant awaySince) {
    long away = awaySince.toEpochMilli();
    return instant(WAITING_SINCE, away, away, ids.of(inbox));
  }

  @Override
  public Optional<Instant> heldSince(Inbox inbox) {
    return instant(HELD_SINCE, ids.of(inbox));
  }

  private Optional<Instant> instant(String sql, Object... values) {
    return database.read(session -> session.query(sql, row -> Rows.instant(row, 1), values)).get(0);
  }

  @Override
  public int expire(
      Inbox inbox,
      Instant awaySince,
      Instant waitingBefore,
      String reason,
      Instant now,
      Instant forgetAt) {
    return endings.expire(ids.of(inbox), awaySince, waitingBefore, reason, now, forgetAt);
  }

  @Override
  public int buryAll(Ref integration, String reason, Instant now, Instant forgetAt) {
    return endings.buryAll(integration, reason, now, forgetAt);
  }

  @Override
  public Forgotten forget(Instant now) {
    return endings.forget(now);
  }

  @Override
  public Duration claim() {
    return CLAIM;
  }

  void close() {
    outcomes.close();
  }
}
