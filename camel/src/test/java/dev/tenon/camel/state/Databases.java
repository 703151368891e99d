package dev.tenon.camel.state;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Databases on one PostgreSQL, which starts at the first use and stops with the JVM. A database is
 * a thousand files, slow to make and to remove, so one that a test has left is emptied for the
 * next.
 */
final class Databases {
  private static final String TABLES =
      "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
          + " AND tablename NOT LIKE 'tenon_schema%'";
  private static final String CONNECTED =
      "SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = '";

  private static EmbeddedPostgres server;

  /** Those with a schema, and the folder of the test that had each last. */
  private static final Map<String, Path> USED = new HashMap<>();

  private static int made;

  private Databases() {}

  /** The URL of a database that has the schema and nothing in it. */
  static synchronized String empty(Path test) {
    try {
      for (String name : List.copyOf(USED.keySet())) {
        if (!USED.get(name).equals(test) && isLeft(name)) {
          clear(name);
          USED.put(name, test);
          return url(name);
        }
      }
      String name = create();
      SqlStateStore.postgres(url(name), "postgres", () -> "").close();
      USED.put(name, test);
      return url(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The URL of a database that has no schema. */
  static synchronized String withoutSchema() {
    try {
      return url(create());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String create() throws SQLException {
    String name = "tenon_" + ++made;
    execute("postgres", "CREATE DATABASE " + name);
    return name;
  }

  /** A process that was killed, or a store that nobody closed, may still write to it. */
  private static boolean isLeft(String name) throws SQLException {
    return query("postgres", CONNECTED + name + "'").equals(List.of("0"));
  }

  private static void clear(String name) throws SQLException {
    for (String tables : query(name, TABLES)) {
      execute(name, "TRUNCATE " + tables + " RESTART IDENTITY");
    }
  }

  private static List<String> query(String database, String sql) throws SQLException {
    try (Connection connection = server().getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return Collections.unmodifiableList(found);
    }
  }

  private static void execute(String database, String sql) throws SQLException {
    try (Connection connection = server().getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String url(String database) {
    return server().getJdbcUrl("postgres", database);
  }

  private static EmbeddedPostgres server() {
    if (server == null) {
      try {
        // as a real one: what it acknowledged, it has on disk
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .start();
      } catch (Exception e) {
        System.err.println("SKIPPED: PostgreSQL does not start on this machine: " + e.getMessage());
        Assumptions.abort("PostgreSQL does not start on this machine");
      }
    }
    return server;
  }
}
