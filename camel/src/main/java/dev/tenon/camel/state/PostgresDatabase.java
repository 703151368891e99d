package dev.tenon.camel.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, shared by replicas. Each transaction is its own commit: grouping is slower there. */
final class PostgresDatabase implements Database {
  /** Rows of counters for each inbox; more than the connections of a process. */
  private static final int STRIPES = 32;

  private static final Set<String> TRY_AGAIN =
      Set.of("40001", /* serialization */ "40P01" /* deadlock */);

  /** After a failure to connect, callers are refused at once for so long. */
  private static final long REFUSE_NANOS = Duration.ofMillis(500).toNanos();

  private final String name;
  private final HikariDataSource pool;
  private final AtomicIntegerArray stripes = new AtomicIntegerArray(STRIPES);
  private volatile long refusedAt;
  private volatile SQLException refused;

  /** Asks for the password at each connection, so that a rotation needs no restart. */
  private static final class Source extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;
    private final String role;
    private final transient Supplier<String> password;

    Source(String url, String role, Supplier<String> password) {
      setURL(url);
      this.role = role;
      this.password = password;
      setApplicationName("tenon");
      setTcpKeepAlive(true);
      setConnectTimeout(2);
      setLoginTimeout(2);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return getConnection(role, password.get());
    }
  }

  PostgresDatabase(String url, String user, Supplier<String> password, int connections) {
    Source migration = new Source(url, user, password);
    this.name =
        "the state store "
            + migration.getServerNames()[0]
            + ":"
            + migration.getPortNumbers()[0]
            + "/"
            + migration.getDatabaseName();
    // a migration may take long, a message may not: it is refused instead
    Migrations.postgres(migration, name);
    Source source = new Source(url, user, password);
    source.setSocketTimeout(5);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("tenon-state");
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
    config.setConnectionTimeout(2000);
    config.setValidationTimeout(1000);
    config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  @Override
  public <T> T write(Work<T> work) {
    return inTransaction(work, true);
  }

  @Override
  public <T> T read(Work<T> work) {
    return inTransaction(work, false);
  }

  /** A single statement that counts by itself; the argument is the stripe for its counters. */
  <T> T writeAtOnce(StripedWork<T> work) {
    for (int attempt = 1; ; attempt++) {
      int stripe = takeStripe();
      try (Connection connection = connection()) {
        connection.setAutoCommit(true);
        return work.run(new Session(connection), stripe);
      } catch (SQLException e) {
        if (!TRY_AGAIN.contains(String.valueOf(e.getSQLState())) || attempt == 3) {
          throw unavailable(e);
        }
      } finally {
        stripes.set(stripe, 0);
      }
    }
  }

  @FunctionalInterface
  interface StripedWork<T> {
    T run(Session session, int stripe) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work, boolean counts) {
    for (int attempt = 1; ; attempt++) {
      int stripe = counts ? takeStripe() : -1;
      try (Connection connection = connection()) {
        connection.setAutoCommit(false);
        Session session = new Session(connection);
        try {
          T result = work.run(session);
          if (counts) {
            session.writeCounts(stripe);
          }
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException e) {
          rollBack(connection, e);
          throw e;
        }
      } catch (SQLException e) {
        if (!TRY_AGAIN.contains(String.valueOf(e.getSQLState())) || attempt == 3) {
          throw unavailable(e);
        }
      } finally {
        if (counts) {
          stripes.set(stripe, 0);
        }
      }
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private Connection connection() throws SQLException {
    SQLException last = refused;
    if (last != null) {
      if (System.nanoTime() - refusedAt < REFUSE_NANOS) {
        throw last;
      }
      // one caller tries, the others go on being refused
      refusedAt = System.nanoTime();
    }
    try {
      Connection connection = pool.getConnection();
      refused = null;
      return connection;
    } catch (SQLException e) {
      refusedAt = System.nanoTime();
      refused = e;
      throw e;
    }
  }

  /**
   * A stripe that no other transaction of this process uses, so that transactions do not wait for
   * each other's commit to count.
   */
  private int takeStripe() {
    int first = ThreadLocalRandom.current().nextInt(STRIPES);
    for (int i = 0; ; i++) {
      int stripe = (first + i) % STRIPES;
      if (stripes.compareAndSet(stripe, 0, 1)) {
        return stripe;
      }
      if (i >= STRIPES) {
        // more callers than stripes: they share, and then give it back twice, which is harmless
        return first;
      }
    }
  }

  private RuntimeException unavailable(SQLException e) {
    return Reasons.failure(name, e);
  }

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public void close() {
    pool.close();
  }
}
