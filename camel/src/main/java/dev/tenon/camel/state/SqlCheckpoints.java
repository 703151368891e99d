package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.util.Optional;

/** Checkpoints in SQL. */
final class SqlCheckpoints implements Checkpoints {
  private static final String KEY = " WHERE namespace = ? AND integration = ? AND poll = ?";
  private static final String READ = "SELECT position FROM tenon_checkpoint" + KEY;
  private static final String WRITE = "UPDATE tenon_checkpoint SET position = ?" + KEY;
  private static final String ADD =
      "INSERT INTO tenon_checkpoint (position, namespace, integration, poll) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private final Database database;

  SqlCheckpoints(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> read(Ref integration, String call) {
    return database
        .read(
            session ->
                session.query(
                    READ,
                    row -> row.getString(1),
                    integration.namespace(),
                    integration.name(),
                    call))
        .stream()
        .findFirst();
  }

  @Override
  public void write(Ref integration, String call, String json) {
    Object[] values = {json, integration.namespace(), integration.name(), call};
    database.write(session -> session.upsert(WRITE, ADD, values));
  }
}
