package dev.tenon.camel.state;

import java.nio.file.Path;
import java.util.function.Supplier;

/** The state store on a SQL database. */
public final class SqlStateStore implements StateStore {
  /** Enough for a replica: beyond it, commits wait for the disk and not for a connection. */
  private static final int CONNECTIONS = 8;

  private final Database database;
  private final SqlMessages messages;
  private final SqlDeadLetters deadLetters;
  private final SqlTallies tallies;
  private final Checkpoints checkpoints;
  private final Permits permits;
  private final Tokens tokens;
  private final Leases leases;

  private SqlStateStore(Database database) {
    this.database = database;
    InboxIds ids = new InboxIds(database);
    this.messages = new SqlMessages(database, ids);
    this.deadLetters = new SqlDeadLetters(database);
    this.tallies = new SqlTallies(database, ids);
    this.checkpoints = new SqlCheckpoints(database);
    this.permits = new SqlPermits(database);
    this.tokens = new SqlTokens(database);
    this.leases = new SqlLeases(database);
  }

  /**
   * Opens a file for this process alone, and makes it where there is none. It survives a killed
   * process, not a power cut.
   *
   * @param file without the suffix {@code .mv.db}
   * @throws IllegalStateException if another process has it open, if it is damaged, or if a newer
   *     version wrote it; the message names the file and says what to do
   */
  public static SqlStateStore h2(Path file) {
    return opened(new H2Database(file));
  }

  /**
   * Opens a PostgreSQL database that any number of replicas share.
   *
   * @param url {@code jdbc:postgresql://host:port/database}
   * @param password asked at each new connection
   * @throws StateUnavailable if it does not answer within seconds
   * @throws IllegalStateException if a newer version wrote its schema
   */
  public static SqlStateStore postgres(String url, String user, Supplier<String> password) {
    return opened(new PostgresDatabase(url, user, password, CONNECTIONS));
  }

  private static SqlStateStore opened(Database database) {
    try {
      return new SqlStateStore(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  @Override
  public Tallies tallies() {
    return tallies;
  }

  @Override
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  @Override
  public Permits permits() {
    return permits;
  }

  @Override
  public Tokens tokens() {
    return tokens;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  /** Writes what has ended, and closes the database. */
  @Override
  public void close() {
    messages.close();
    tallies.close();
    database.close();
  }
}
