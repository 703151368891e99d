package dev.tenon.camel.state;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** The databases that every test of the store runs on. */
public enum Backend {
  /** A file. */
  H2 {
    @Override
    public Home home(Path folder) {
      return new Home(this, "", folder.resolve("state"));
    }
  },
  /** A real PostgreSQL, one for the test run and a database for each test, its schema made once. */
  POSTGRES {
    @Override
    public Home home(Path folder) {
      try (Connection connection = Server.get().getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        String name = "tenon_" + DATABASES.incrementAndGet();
        if (!TEMPLATE.getAndSet(true)) {
          statement.execute("CREATE DATABASE tenon_template");
          SqlStateStore.postgres(
                  Server.get().getJdbcUrl("postgres", "tenon_template"), "postgres", () -> "")
              .close();
        }
        statement.execute("CREATE DATABASE " + name + " TEMPLATE tenon_template");
        return new Home(this, Server.get().getJdbcUrl("postgres", name), folder);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final AtomicBoolean TEMPLATE = new AtomicBoolean();

  /** A new, empty place for a store. */
  public abstract Home home(Path folder);

  /** A place on PostgreSQL without a schema. */
  public Home emptyHome(Path folder) {
    try (Connection connection = Server.get().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      String name = "tenon_empty_" + DATABASES.incrementAndGet();
      statement.execute("CREATE DATABASE " + name);
      return new Home(POSTGRES, Server.get().getJdbcUrl("postgres", name), folder);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a store is, so that it can be opened again. */
  public record Home(Backend backend, String url, Path file) {
    /** Opens it. */
    public SqlStateStore open() {
      return switch (backend) {
        case H2 -> SqlStateStore.h2(file);
        case POSTGRES -> SqlStateStore.postgres(url, "postgres", () -> "");
      };
    }
  }

  /** Started at the first use, stopped with the JVM. */
  private static final class Server {
    private static EmbeddedPostgres running;

    private Server() {}

    static synchronized EmbeddedPostgres get() {
      if (running == null) {
        try {
          // as a real one: what it acknowledged, it has on disk
          running =
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", "on")
                  .setServerConfig("synchronous_commit", "on")
                  .setServerConfig("max_connections", "200")
                  .start();
        } catch (Exception e) {
          System.err.println(
              "SKIPPED: PostgreSQL does not start on this machine: " + e.getMessage());
          Assumptions.abort("PostgreSQL does not start on this machine");
        }
        EmbeddedPostgres server = running;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      }
      return running;
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (java.io.IOException e) {
        System.err.println("PostgreSQL did not stop: " + e.getMessage());
      }
    }
  }
}
