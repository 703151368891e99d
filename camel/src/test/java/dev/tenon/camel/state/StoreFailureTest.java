package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.Messages.Hand;
import dev.tenon.camel.state.Messages.Incoming;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that do not answer, or cannot be opened. */
class StoreFailureTest {
  private static final Ref OF = Ref.integration("support", "tickets");
  private static final Inbox INBOX = new Inbox(OF, "deliver");
  private static final Instant FORGET = Instant.now().plus(Duration.ofDays(30));

  @TempDir Path folder;

  private static long put(StateStore store, String key) {
    return store
        .messages()
        .put(new Incoming(INBOX, key, Instant.now(), Content.NONE), Hand.MINE)
        .getAsLong();
  }

  private static CompletionStage<Void> deliver(StateStore store, long id) {
    return store
        .messages()
        .finish(
            new Outcome.Delivered(
                new Stored(
                    id,
                    INBOX,
                    "k",
                    Instant.now(),
                    0,
                    java.util.Optional.empty(),
                    false,
                    java.util.Optional.empty(),
                    Content.NONE),
                FORGET));
  }

  private static String h2(Path file) {
    return "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
  }

  @Test
  void aFileThatFailsRefusesAtOnceAndIsUsedAgainByItself() throws Exception {
    Path file = folder.resolve("state");
    try (SqlStateStore store = SqlStateStore.h2(file)) {
      long id = put(store, "before");
      // what H2 does by itself when the disk fails: it closes the file under all who have it open
      try (Connection connection = DriverManager.getConnection(h2(file), "tenon", "");
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN IMMEDIATELY");
      } catch (SQLException e) {
        // its own connection is closed, too
        assertThat(e.getErrorCode()).isPositive();
      }
      CompletionStage<Void> ended = deliver(store, id);
      await()
          .atMost(30, TimeUnit.SECONDS)
          .ignoreExceptionsInstanceOf(StateUnavailable.class)
          .until(() -> put(store, "after" + System.nanoTime()) > id);
      // the end of an attempt is not lost meanwhile
      ended.toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(store.tallies().of(OF).delivered()).isOne();
    }
  }

  @Test
  void aFileThatIsInUseSaysSoAndWhatToDo() throws Exception {
    Path file = folder.resolve("state");
    try (SqlStateStore store = SqlStateStore.h2(file)) {
      put(store, "k");
      assertThatThrownBy(() -> SqlStateStore.h2(file))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(file + ".mv.db is in use")
          .hasMessageContaining("Stop that one first");
      assertThat(inAnotherProcess(file)).contains(file + ".mv.db is in use", "another home");
    }
    assertThat(inAnotherProcess(file)).contains("opened");
  }

  private static String inAnotherProcess(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OpenOnce.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return said;
  }

  /** Opens a file and says what came of it. */
  static final class OpenOnce {
    private OpenOnce() {}

    public static void main(String[] args) {
      try (SqlStateStore store = SqlStateStore.h2(Path.of(args[0]))) {
        System.out.println("opened " + store.tallies().all().size());
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aDamagedFileIsNamedLeftAloneAndTheWayOutIsSaid() throws Exception {
    Path file = folder.resolve("state");
    Path data = folder.resolve("state.mv.db");
    SqlStateStore.h2(file).close();
    try (RandomAccessFile raw = new RandomAccessFile(data.toFile(), "rw")) {
      byte[] noise = new byte[(int) raw.length()];
      new java.util.Random(7).nextBytes(noise);
      raw.write(noise);
    }
    byte[] before = Files.readAllBytes(data);
    assertThatThrownBy(() -> SqlStateStore.h2(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(data.toString())
        .hasMessageContaining("put back a copy of it, or move it away")
        .hasMessageNotContaining("Exception");
    assertThat(Files.readAllBytes(data)).isEqualTo(before);
    Files.move(data, folder.resolve("damaged"));
    SqlStateStore.h2(file).close();
  }

  @Test
  void aFileIsItsUsersOwn() throws Exception {
    SqlStateStore.h2(folder.resolve("state")).close();
    assertThat(Files.getPosixFilePermissions(folder.resolve("state.mv.db")))
        .containsExactlyInAnyOrder(
            java.nio.file.attribute.PosixFilePermission.OWNER_READ,
            java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void aFileOfANewerVersionIsNotTouched() throws Exception {
    Path file = folder.resolve("state");
    SqlStateStore.h2(file).close();
    try (Connection connection = DriverManager.getConnection(h2(file), "tenon", "");
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE tenon_schema SET version = '99'");
    }
    assertThatThrownBy(() -> SqlStateStore.h2(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has schema 99, which a newer Tenon wrote");
  }

  @Test
  void aDatabaseThatIsCutOffRefusesQuicklyLosesNothingAndIsUsedAgainByItself() throws Exception {
    Backend.Home home = Backend.POSTGRES.home(folder);
    int port = Integer.parseInt(home.url().replaceAll(".*localhost:(\\d+)/.*", "$1"));
    try (TcpProxy network = new TcpProxy(port);
        SqlStateStore store =
            SqlStateStore.postgres(
                home.url().replace(":" + port + "/", ":" + network.port() + "/"),
                "postgres",
                () -> "")) {
      long id = put(store, "k");
      network.cut();
      CompletionStage<Void> ended = deliver(store, id);
      assertThatThrownBy(() -> put(store, "refused"))
          .isInstanceOf(StateUnavailable.class)
          .hasMessageContaining("localhost:" + network.port())
          .hasMessageNotContaining("Exception");
      await().until(() -> store.messages().unwritten() > 0);
      network.mend();
      await()
          .atMost(30, TimeUnit.SECONDS)
          .ignoreExceptionsInstanceOf(StateUnavailable.class)
          .until(() -> put(store, "again" + System.nanoTime()) > id);
      ended.toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(store.messages().unwritten()).isZero();
      assertThat(store.tallies().of(OF).delivered()).isOne();

      network.silence();
      // nothing comes back, not even a refusal: the client gives up by itself
      assertThatThrownBy(() -> put(store, "silence")).isInstanceOf(StateUnavailable.class);
      network.mend();
      network.cut();
      network.mend();
      await()
          .atMost(30, TimeUnit.SECONDS)
          .ignoreExceptionsInstanceOf(StateUnavailable.class)
          .until(() -> put(store, "at last" + System.nanoTime()) > id);
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> SqlStateStore.postgres("jdbc:postgresql://localhost:1/tenon", "tenon", () -> "x"))
        .isInstanceOf(StateUnavailable.class)
        .hasMessageContaining("localhost:1/tenon");
  }

  @Test
  void oneRefusedStatementDoesNotKeepTheOthersFromBeingWritten() throws Exception {
    try (SqlStateStore store = SqlStateStore.h2(folder.resolve("state"))) {
      long good = put(store, "good");
      long bad = put(store, "bad");
      Stored message =
          new Stored(
              bad,
              INBOX,
              "bad",
              Instant.now(),
              0,
              java.util.Optional.empty(),
              false,
              java.util.Optional.empty(),
              Content.NONE);
      // longer than the column
      CompletionStage<Void> refused =
          store
              .messages()
              .finish(new Outcome.Dead(message, Instant.now(), "x".repeat(2000), FORGET));
      deliver(store, good).toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> refused.toCompletableFuture().get(30, TimeUnit.SECONDS))
          .hasMessageContaining("refuses a statement: Value too long for column")
          .hasMessageNotContaining("xxx");
      assertThat(store.tallies().of(OF)).isEqualTo(new Counts(2, 1, 0, 0, 0, 0, 0));
    }
  }
}
