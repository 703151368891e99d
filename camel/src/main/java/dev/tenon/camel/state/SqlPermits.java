package dev.tenon.camel.state;

import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Permits in SQL: one row for a limit, locked while its window is counted. */
final class SqlPermits implements Permits {
  private static final String KEY =
      " WHERE namespace = ? AND integration = ? AND system = ? AND limit_name = ?";
  private static final String READ = "SELECT buckets FROM tenon_permit" + KEY;
  private static final String WRITE = "UPDATE tenon_permit SET buckets = ?" + KEY;
  private static final String ADD =
      "INSERT INTO tenon_permit (buckets, namespace, integration, system, limit_name)"
          + " VALUES ('', ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  private final Database database;

  SqlPermits(Database database) {
    this.database = database;
  }

  @Override
  public Block take(
      Ref integration, LimitId limit, long wanted, long share, Duration per, Instant now) {
    return database.write(
        session -> {
          Window window = locked(session, integration, limit);
          Window.Taking taking = window.take(wanted, share, per, now);
          String text = taking.after().text();
          if (taking.block().permits() > 0) {
            session.update(
                WRITE,
                text,
                integration.namespace(),
                integration.name(),
                limit.system(),
                limit.limit());
          }
          return taking.block();
        });
  }

  private static Window locked(Session session, Ref integration, LimitId limit)
      throws SQLException {
    List<String> found = read(session, READ + " FOR UPDATE", integration, limit);
    if (found.isEmpty()) {
      session.update(
          ADD, integration.namespace(), integration.name(), limit.system(), limit.limit());
      found = read(session, READ + " FOR UPDATE", integration, limit);
    }
    return Window.parse(found.get(0));
  }

  private static List<String> read(Session session, String sql, Ref integration, LimitId limit)
      throws SQLException {
    return session.query(
        sql,
        row -> row.getString(1),
        integration.namespace(),
        integration.name(),
        limit.system(),
        limit.limit());
  }

  @Override
  public long taken(Ref integration, LimitId limit, Duration per, Instant now) {
    List<String> found = database.read(session -> read(session, READ, integration, limit));
    return found.isEmpty() ? 0 : Window.parse(found.get(0)).at(per, now).taken();
  }
}
