package dev.tenon.camel.state;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings the schema to this version. What is there already is recognised by a query, and an empty
 * file gets the scripts as they are: loading the migration library costs more than all the rest of
 * a start, so it is loaded for upgrades and for shared databases, where it locks.
 */
final class Migrations {
  /** The newest version among the scripts of a file. */
  static final String NEWEST = "1.1";

  /** The newest version among those of a shared database. */
  static final String NEWEST_SHARED = "1.2";

  /** What an empty file is made with: the scripts up to the newest, in their order. */
  static final List<String> H2_SCRIPTS =
      List.of("common/V1__what_survives_a_crash.sql", "h2/V1_1__the_queue.sql");

  private static final String HISTORY = "tenon_schema_history";
  private static final String BY_HISTORY =
      "SELECT \"version\" FROM "
          + HISTORY
          + " WHERE \"success\" ORDER BY \"installed_rank\" DESC LIMIT 1";
  // written by the short way alone, and at its end, so that half a schema is not taken for one
  private static final String BY_MARK = "SELECT version FROM tenon_schema";

  /** Of an advisory lock in PostgreSQL: the letters of our name. */
  private static final long LOCK = 0x74656e6f6eL;

  private final DataSource database;
  private final String name;
  private final String scripts;
  private final String newest;

  private Migrations(DataSource database, String name, String newest) {
    this.database = database;
    this.name = name;
    this.newest = newest;
    this.scripts = Migrations.class.getPackageName().replace('.', '/') + "/schema";
  }

  /**
   * Migrates a file that this process alone has open.
   *
   * @param name of the store, for messages
   * @throws IllegalStateException if the schema is newer than this program
   */
  static void h2(DataSource database, String name) {
    Migrations migrations = new Migrations(database, name, NEWEST);
    try (Connection connection = database.getConnection()) {
      Optional<String> byHistory = migrations.version(connection, BY_HISTORY);
      Optional<String> byMark = migrations.version(connection, BY_MARK);
      if (byHistory.or(() -> byMark).isEmpty()) {
        migrations.create(connection);
      } else if (!migrations.isCurrent(byHistory.or(() -> byMark))) {
        migrations.upgrade("h2", byMark.orElse("0"));
      }
    } catch (SQLException e) {
      throw migrations.failed(e);
    }
  }

  /**
   * Migrates a shared database. Safe for any number of processes at once.
   *
   * @param name of the store, for messages
   * @throws IllegalStateException if the schema is newer than this program
   */
  static void postgres(DataSource database, String name) {
    Migrations migrations = new Migrations(database, name, NEWEST_SHARED);
    try {
      if (!migrations.isCurrent(migrations.versionByHistory())) {
        migrations.upgradeAlone();
      }
    } catch (SQLException e) {
      throw new StateUnavailable(name + " cannot be used now: " + Reasons.of(e), e);
    }
  }

  /** One process after the other: the library locks its migrations, and not how it begins. */
  private void upgradeAlone() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      if (!isCurrent(versionByHistory())) {
        upgrade("postgresql", "0");
      }
    }
  }

  /** On a connection of its own: a query that fails ends a transaction, and with it its locks. */
  private Optional<String> versionByHistory() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return version(connection, BY_HISTORY);
    }
  }

  private Optional<String> version(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("42")) {
        // there is no such table
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean isCurrent(Optional<String> version) {
    if (version.isPresent() && MigrationVersion.fromVersion(version.get()).isNewerThan(newest)) {
      throw new IllegalStateException(
          name
              + " has schema "
              + version.get()
              + ", which a newer Tenon wrote; this one knows "
              + newest
              + ". Run that version or a newer one.");
    }
    return version.filter(newest::equals).isPresent();
  }

  private void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // what a start left that was killed here
      statement.execute("DROP ALL OBJECTS");
      for (String script : H2_SCRIPTS) {
        statement.execute("RUNSCRIPT FROM 'classpath:/" + scripts + "/" + script + "'");
      }
      statement.execute(
          "CREATE TABLE tenon_schema (version VARCHAR(20)) AS SELECT '" + NEWEST + "'");
    }
  }

  private void upgrade(String dialect, String from) {
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:" + scripts + "/common", "classpath:" + scripts + "/" + dialect)
          .table(HISTORY)
          // the database may hold tables of other programs, and a file's schema has no history
          .baselineOnMigrate(true)
          .baselineVersion(from)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  private StateUnavailable failed(Exception e) {
    return new StateUnavailable(
        name + " could not be brought to schema " + newest + ": " + Reasons.of(e), e);
  }
}
