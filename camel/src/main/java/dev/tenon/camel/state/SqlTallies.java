package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Counts in SQL: a few rows for each inbox, so reading them costs the same after years. */
final class SqlTallies implements Tallies {
  private static final String SUMS =
      "SUM(c.received), SUM(c.delivered), SUM(c.filtered), SUM(c.duplicates), SUM(c.refused),"
          + " SUM(c.held), SUM(c.dead), SUM(c.waiting)";
  private static final String FROM = " FROM tenon_count c JOIN tenon_inbox i ON i.id = c.inbox_id";
  private static final String ALL =
      "SELECT "
          + SUMS
          + ", i.namespace, i.integration"
          + FROM
          + " GROUP BY i.namespace, i.integration";
  private static final String BY_INBOX =
      "SELECT "
          + SUMS
          + ", i.name"
          + FROM
          + " WHERE i.namespace = ? AND i.integration = ? GROUP BY i.name";
  private static final String WAITING =
      "SELECT COALESCE(SUM(waiting + held), 0) FROM tenon_count WHERE inbox_id = ?";
  private static final Duration SOON = Duration.ofMillis(200);

  private final Database database;
  private final InboxIds ids;
  private final Map<Ref, Map<Unit, Long>> added = new HashMap<>();
  private final Thread writer;
  private volatile boolean closed;

  SqlTallies(Database database, InboxIds ids) {
    this.database = database;
    this.ids = ids;
    this.writer = new Thread(this::writeSoon, "tenon-state-tallies");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void add(Ref integration, Unit unit, long number) {
    synchronized (added) {
      added
          .computeIfAbsent(integration, of -> new EnumMap<>(Unit.class))
          .merge(unit, number, Long::sum);
      added.notifyAll();
    }
  }

  private void writeSoon() {
    while (true) {
      try {
        synchronized (added) {
          while (added.isEmpty() && !closed) {
            added.wait();
          }
          if (added.isEmpty()) {
            return;
          }
        }
        if (!closed) {
          LockSupport.parkNanos(SOON.toNanos());
        }
        write();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void write() {
    Map<Ref, Map<Unit, Long>> now;
    synchronized (added) {
      now = new HashMap<>(added);
      added.clear();
    }
    try {
      Map<Integer, Map<Unit, Long>> byId = new TreeMap<>();
      now.forEach((integration, units) -> byId.put(ids.of(new Inbox(integration, "")), units));
      database.write(
          session -> {
            byId.forEach((inbox, units) -> count(session, inbox, units));
            return null;
          });
    } catch (StateUnavailable e) {
      // given back, and written with what comes next
      now.forEach(
          (integration, units) -> units.forEach((unit, number) -> add(integration, unit, number)));
      if (closed) {
        synchronized (added) {
          added.clear();
        }
      }
    }
  }

  private static void count(Session session, int inbox, Map<Unit, Long> units) {
    units.forEach((unit, number) -> session.count(inbox, tally(unit), number));
  }

  private static Tally tally(Unit unit) {
    return switch (unit) {
      case RECEIVED -> Tally.RECEIVED;
      case DELIVERED -> Tally.DELIVERED;
      case FILTERED -> Tally.FILTERED;
      case REFUSED -> Tally.REFUSED;
    };
  }

  @Override
  public SortedMap<Ref, Counts> all() {
    SortedMap<Ref, Counts> all = new TreeMap<>();
    database.read(
        session ->
            session.query(
                ALL,
                row -> all.put(Ref.integration(row.getString(9), row.getString(10)), counts(row))));
    return all;
  }

  @Override
  public Counts of(Ref integration) {
    return byInbox(integration).values().stream().reduce(Counts.NONE, SqlTallies::sum);
  }

  @Override
  public SortedMap<String, Counts> byInbox(Ref integration) {
    SortedMap<String, Counts> inboxes = new TreeMap<>();
    database.read(
        session ->
            session.query(
                BY_INBOX,
                row -> inboxes.put(row.getString(9), counts(row)),
                integration.namespace(),
                integration.name()));
    return inboxes;
  }

  @Override
  public long waiting(Inbox inbox) {
    int id = ids.of(inbox);
    List<Long> waiting =
        database.read(session -> session.query(WAITING, row -> row.getLong(1), id));
    return waiting.get(0);
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }

  private static Counts sum(Counts one, Counts other) {
    return new Counts(
        one.received() + other.received(),
        one.delivered() + other.delivered(),
        one.filtered() + other.filtered(),
        one.duplicates() + other.duplicates(),
        one.refused() + other.refused(),
        one.held() + other.held(),
        one.deadLetters() + other.deadLetters());
  }

  void close() {
    closed = true;
    synchronized (added) {
      added.notifyAll();
    }
    try {
      writer.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
