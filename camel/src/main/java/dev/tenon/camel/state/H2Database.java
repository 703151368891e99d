package dev.tenon.camel.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * One file, one process. A commit forces the file, so one thread does all writes and commits as
 * many transactions at once as are waiting, without waiting for more; callers wait for theirs. It
 * survives a killed process, not a power cut.
 */
final class H2Database implements Database {
  /** The longest group; beyond it the first caller would wait for too many others. */
  private static final int GROUP = 256;

  private static final int QUEUE = 20_000;
  private static final int READERS = 8;
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long REOPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  // within a process H2 would share an open file silently
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final JdbcDataSource source = new JdbcDataSource();
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>(QUEUE);
  private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
  private final Thread committer;
  private volatile boolean closed;

  // these are the committer's own
  private Connection connection;
  private SQLException broken;
  private long brokenAt;

  private record Pending<T>(Work<T> work, CompletableFuture<T> result) {
    Runnable run(Session session) throws SQLException {
      T value = work.run(session);
      return () -> result.complete(value);
    }
  }

  /**
   * Opens or creates the file.
   *
   * @param file without H2's suffix {@code .mv.db}
   */
  H2Database(Path file) {
    this.file = file.toAbsolutePath().normalize();
    if (this.file.toString().contains(";")) {
      throw new IllegalArgumentException(
          "the path of a state store may not have a semicolon: " + this.file);
    }
    source.setUser("tenon");
    source.setPassword("");
    source.setURL(
        "jdbc:h2:file:"
            + this.file
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            // without WRITE_DELAY=0 a killed process loses what it had promised; without
            // RETENTION_TIME the file keeps 45 seconds of old pages and grows fivefold
            + ";WRITE_DELAY=0;RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
    if (!OPEN.add(this.file)) {
      throw inUse(null);
    }
    try {
      createPrivately();
      connection = open();
      Migrations.h2(source, name());
    } catch (RuntimeException e) {
      closeQuietly();
      OPEN.remove(this.file);
      throw e;
    }
    committer = new Thread(this::commitGroups, "tenon-state-commit");
    committer.setDaemon(true);
    committer.start();
  }

  private String name() {
    return "the state store " + data();
  }

  private Path data() {
    return file.resolveSibling(file.getFileName() + ".mv.db");
  }

  /** What is stored may be personal, so only this user may read the file. */
  private void createPrivately() {
    try {
      Files.createDirectories(file.getParent());
      if (Files.notExists(data())
          && Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
        Files.createFile(
            data(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          name() + " cannot be created: " + e.getMessage() + ". Name a folder that can be written.",
          e);
    }
  }

  private Connection open() {
    try {
      Connection opened = source.getConnection();
      opened.setAutoCommit(false);
      return opened;
    } catch (SQLException e) {
      throw switch (e.getErrorCode()) {
        case ErrorCode.DATABASE_ALREADY_OPEN_1 -> inUse(e);
        case ErrorCode.FILE_VERSION_ERROR_1 ->
            new IllegalStateException(
                name()
                    + " was written by another version of H2 and cannot be read by this one; run"
                    + " the Tenon that wrote it.",
                e);
        default ->
            new IllegalStateException(
                name()
                    + " cannot be opened: "
                    + Reasons.of(e)
                    + ". If it is damaged, put back a copy of it, or move it away: Tenon then starts"
                    + " with an empty store, and the messages, checkpoints and quota counters in it"
                    + " are gone.",
                e);
      };
    }
  }

  private IllegalStateException inUse(SQLException cause) {
    return new IllegalStateException(
        name()
            + " is in use: another process (or this one) has it open. Stop that one first, or name"
            + " another home.",
        cause);
  }

  @Override
  public <T> T write(Work<T> work) {
    Pending<T> pending = new Pending<>(work, new CompletableFuture<>());
    if (closed || !queue.offer(pending)) {
      throw new StateUnavailable(
          name() + (closed ? " is closed" : " is behind by " + QUEUE + " writes"), null);
    }
    try {
      return pending.result().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw unavailable(sql);
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new StateUnavailable(name() + " failed", e.getCause());
    } catch (TimeoutException e) {
      throw new StateUnavailable(
          name() + " does not answer within " + ANSWER.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateUnavailable("interrupted while writing to " + name(), e);
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    if (closed) {
      throw new StateUnavailable(name() + " is closed", null);
    }
    try {
      Connection kept = readers.poll();
      if (kept != null) {
        try {
          return read(kept, work);
        } catch (SQLException e) {
          // a failure of the file ends all sessions that were open, so another one decides
          closeReaders();
        }
      }
      return read(source.getConnection(), work);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** Reads in a session, and keeps it with the statements that it has parsed. */
  private <T> T read(Connection reader, Work<T> work) throws SQLException {
    boolean good = false;
    try {
      T value = work.run(new Session(reader));
      good = true;
      return value;
    } finally {
      if (!good || !readers.offer(reader)) {
        reader.close();
      } else if (closed) {
        closeReaders();
      }
    }
  }

  private void closeReaders() {
    for (Connection reader = readers.poll(); reader != null; reader = readers.poll()) {
      try {
        reader.close();
      } catch (SQLException e) {
        // it is given up all the same
      }
    }
  }

  private RuntimeException unavailable(SQLException e) {
    return Reasons.failure(name(), e);
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  private void commitGroups() {
    List<Pending<?>> group = new ArrayList<>(GROUP);
    while (!closed || !queue.isEmpty()) {
      try {
        Pending<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, GROUP - 1);
          commit(group);
        }
      } catch (InterruptedException e) {
        // nobody interrupts this thread; close() ends it
        closed = true;
      }
      group.clear();
    }
  }

  private void commit(List<Pending<?>> group) {
    List<Runnable> done = new ArrayList<>(group.size());
    try {
      Session session = new Session(connected());
      for (Pending<?> pending : group) {
        done.add(pending.run(session));
      }
      session.writeCounts(0);
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(e);
      if (group.size() == 1 || broken != null) {
        group.forEach(pending -> pending.result().completeExceptionally(e));
      } else {
        // one of them is at fault: each alone, so that the others do not suffer
        group.forEach(pending -> commit(List.of(pending)));
      }
      return;
    }
    done.forEach(Runnable::run);
  }

  private Connection connected() throws SQLException {
    if (broken != null) {
      if (System.nanoTime() - brokenAt < REOPEN_NANOS) {
        throw broken;
      }
      brokenAt = System.nanoTime();
      closeQuietly();
      connection = source.getConnection();
      connection.setAutoCommit(false);
      broken = null;
    }
    return connection;
  }

  private void rollBack(Throwable cause) {
    try {
      if (broken == null) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // a connection that cannot roll back is gone, and H2 with it: it closes the file when the
      // disk fails
      broken = cause instanceof SQLException sql ? sql : e;
      brokenAt = System.nanoTime();
    }
  }

  private void closeQuietly() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // it is replaced or given up
      connection = null;
    }
  }

  @Override
  public void close() {
    if (!OPEN.contains(file)) {
      return;
    }
    closed = true;
    try {
      committer.join(ANSWER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeReaders();
    closeQuietly();
    OPEN.remove(file);
  }
}
