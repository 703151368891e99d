package dev.tenon.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.camel.state.Content;
import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.Messages;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.operator.runtime.deployment.StateAccess.Login;
import dev.tenon.plan.Ref;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each integration reaches its own rows and no others, as PostgreSQL itself sees to it. */
class PostgresStateTest {
  private static final Ref ONE = Ref.integration("support", "one");
  private static final Ref OTHER = Ref.integration("revenue", "other");
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final List<String> TABLES =
      List.of(
          "tenon_inbox",
          "tenon_message",
          "tenon_count",
          "tenon_checkpoint",
          "tenon_permit",
          "tenon_token",
          "tenon_lease");

  private static EmbeddedPostgres server;
  private static String url;
  private static PostgresState state;

  @BeforeAll
  static void start() throws SQLException {
    try {
      // passwords are asked for, unlike in its own default
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("password_encryption", "scram-sha-256")
              .start();
    } catch (IOException | IllegalStateException e) {
      System.err.println("SKIPPED: PostgresStateTest: no PostgreSQL starts here: " + e);
      assumeTrue(false, "no PostgreSQL");
    }
    url = server.getJdbcUrl("postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE tenon LOGIN CREATEROLE PASSWORD 'owner'");
      statement.execute("CREATE DATABASE state OWNER tenon");
    }
    url = url("state");
    state = new PostgresState(url, "tenon", () -> "owner", InstantSource.fixed(NOW));
  }

  /** Without the user that the driver would prefer to the one it is given. */
  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  @AfterAll
  static void stop() throws IOException {
    if (state != null) {
      state.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static SqlStateStore open(Login login) {
    return SqlStateStore.postgres(login.url(), login.user(), login::password);
  }

  private static void accept(SqlStateStore store, Ref of, String key) {
    store
        .messages()
        .put(
            new Messages.Incoming(new Inbox(of, "in"), key, NOW, Content.NONE),
            Messages.Hand.ANYBODY);
  }

  /** How many rows a login sees in each table. */
  private static List<Long> rows(Login login) throws SQLException {
    List<Long> counts = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(login.url(), login.user(), login.password());
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
          row.next();
          counts.add(row.getLong(1));
        }
      }
    }
    return counts;
  }

  @Test
  void anIntegrationSeesAndChangesItsOwnRowsAndNoOthers() throws SQLException {
    Ref mine = Ref.integration("support", "mine");
    Ref theirs = Ref.integration("support", "theirs");
    Login login = state.login(mine);
    Login neighbour = state.login(theirs);
    try (SqlStateStore store = open(login)) {
      accept(store, mine, "k1");
      store.checkpoints().write(mine, "poll", "1");
    }

    assertThat(rows(login).subList(0, 4)).containsExactly(1L, 1L, 1L, 1L);
    assertThat(rows(neighbour)).containsOnly(0L);
    try (Connection connection =
            DriverManager.getConnection(url, neighbour.user(), neighbour.password());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE tenon_message SET reason = 'x'")).isZero();
      assertThat(statement.executeUpdate("DELETE FROM tenon_checkpoint")).isZero();
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "INSERT INTO tenon_checkpoint (namespace, integration, poll, position)"
                          + " VALUES ('support', 'mine', 'other', '1')"))
          .hasMessageContaining("row-level security");
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "INSERT INTO tenon_inbox (namespace, integration, name) VALUES ('support',"
                          + " 'mine', 'stolen')"))
          .hasMessageContaining("row-level security");
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "INSERT INTO tenon_message (inbox_id, message_key, state, accepted_at,"
                          + " attempts) SELECT 1, 'k', 'Waiting', 0, 0"))
          .hasMessageContaining("row-level security");
      assertThatThrownBy(() -> statement.execute("SET ROLE " + login.user()))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(
              () -> statement.execute("ALTER TABLE tenon_message DISABLE ROW LEVEL SECURITY"))
          .hasMessageContaining("must be owner");
    }
  }

  @Test
  void theSameLoginIsMadeAgainAfterARestart() {
    Login before = state.login(ONE);

    try (PostgresState restarted =
        new PostgresState(url, "tenon", () -> "owner", InstantSource.fixed(NOW))) {
      assertThat(restarted.login(ONE)).isEqualTo(before);
    }
    assertThat(before.password()).hasSizeGreaterThan(32).doesNotContain("owner");
    assertThat(state.login(OTHER).password()).isNotEqualTo(before.password());
  }

  @Test
  void whatADeletedIntegrationHadToDeliverBecomesDeadLettersAndIsReplayed() {
    Ref gone = Ref.integration("support", "gone");
    Ref stays = Ref.integration("support", "stays");
    try (SqlStateStore store = open(state.login(gone))) {
      accept(store, gone, "k1");
      accept(store, gone, "k2");
    }
    try (SqlStateStore store = open(state.login(stays))) {
      accept(store, stays, "k1");
    }
    Login ended = state.login(gone);

    state.retain(Set.of(stays, ONE, OTHER));

    Replays.Selection all =
        new Replays.Selection(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    assertThat(state.count(gone, all)).isEqualTo(2);
    assertThat(state.count(stays, all)).isZero();
    assertThatThrownBy(() -> DriverManager.getConnection(url, ended.user(), ended.password()))
        .hasMessageContaining("does not exist");
    // declared again, it finds them
    try (SqlStateStore store = open(state.login(gone))) {
      assertThat(store.deadLetters().count(gone, DeadLetters.Selection.ALL)).isEqualTo(2);
    }
    assertThat(state.replay(gone, all, 1)).isEqualTo(1);
    assertThat(state.count(gone, all)).isEqualTo(1);
  }

  @Test
  void anOwnerWithoutTheRightToMakeRolesIsNamedWithTheMend() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE poor LOGIN PASSWORD 'poor'");
      statement.execute("CREATE DATABASE poor OWNER poor");
    }
    try (PostgresState poor =
        new PostgresState(url("poor"), "poor", () -> "poor", InstantSource.fixed(NOW))) {
      assertThatThrownBy(() -> poor.login(ONE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("poor may not make a role")
          .hasMessageContaining("CREATEROLE");
    }
  }

  @Test
  void aDatabaseThatIsAwayIsNamedWithTheMend() {
    try (PostgresState away =
        new PostgresState(
            "jdbc:postgresql://127.0.0.1:1/state", "tenon", () -> "", InstantSource.fixed(NOW))) {
      assertThatThrownBy(() -> away.login(ONE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:1/state")
          .hasMessageContaining("--state");
    }
  }
}
