package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.util.Optional;

/** Sealed tokens in SQL. */
final class SqlTokens implements Tokens {
  private static final String KEY = " WHERE namespace = ? AND integration = ? AND system = ?";
  private static final String READ = "SELECT sealed FROM tenon_token" + KEY;
  private static final String WRITE = "UPDATE tenon_token SET sealed = ?" + KEY;
  private static final String ADD =
      "INSERT INTO tenon_token (sealed, namespace, integration, system) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private final Database database;

  SqlTokens(Database database) {
    this.database = database;
  }

  @Override
  public Optional<byte[]> read(Ref integration, String system) {
    return database
        .read(
            session ->
                session.query(
                    READ,
                    row -> row.getBytes(1),
                    integration.namespace(),
                    integration.name(),
                    system))
        .stream()
        .findFirst();
  }

  @Override
  public void write(Ref integration, String system, byte[] sealed) {
    Object[] values = {sealed, integration.namespace(), integration.name(), system};
    database.write(session -> session.upsert(WRITE, ADD, values));
  }
}
