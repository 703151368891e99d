package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;

/** Leases in SQL. They compare the instants of their callers, whose clocks should agree. */
final class SqlLeases implements Leases {
  private static final String TAKE =
      "UPDATE tenon_lease SET replica = ?, until_at = ? WHERE namespace = ? AND integration = ? AND"
          + " name = ? AND (replica = ? OR until_at <= ?)";
  private static final String ADD =
      "INSERT INTO tenon_lease (replica, until_at, namespace, integration, name)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String RELEASE =
      "DELETE FROM tenon_lease WHERE namespace = ? AND integration = ? AND name = ? AND replica = ?";

  private final Database database;

  SqlLeases(Database database) {
    this.database = database;
    if (database.exclusive()) {
      // whoever held them is dead: the file was locked
      database.write(session -> session.update("DELETE FROM tenon_lease"));
    }
  }

  @Override
  public boolean acquire(
      Ref integration, String name, String replica, Duration until, Instant now) {
    long end = now.plus(until).toEpochMilli();
    String namespace = integration.namespace();
    return database.write(
        session ->
            session.update(
                        TAKE,
                        replica,
                        end,
                        namespace,
                        integration.name(),
                        name,
                        replica,
                        now.toEpochMilli())
                    == 1
                || session.update(ADD, replica, end, namespace, integration.name(), name) == 1);
  }

  @Override
  public void release(Ref integration, String name, String replica) {
    database.write(
        session ->
            session.update(RELEASE, integration.namespace(), integration.name(), name, replica));
  }
}
