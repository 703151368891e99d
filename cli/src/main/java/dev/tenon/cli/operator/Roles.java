package dev.tenon.cli.operator;

import dev.tenon.plan.Ref;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database roles of integrations. The policies of the tables know a role by its name, which the
 * database makes of namespace and integration in the same way as here.
 */
final class Roles {
  private static final List<String> TABLES =
      List.of(
          "tenon_inbox",
          "tenon_message",
          "tenon_count",
          "tenon_checkpoint",
          "tenon_permit",
          "tenon_token",
          "tenon_lease");

  /** PostgreSQL's word for a role or a right that is not there. */
  private static final String NOT_PRIVILEGED = "42501";

  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final String owner;
  private final Supplier<String> ownersPassword;

  Roles(String url, String owner, Supplier<String> ownersPassword) {
    database.setURL(url);
    database.setApplicationName("tenon-operator");
    database.setConnectTimeout(2);
    database.setLoginTimeout(2);
    database.setSocketTimeout(10);
    this.owner = owner;
    this.ownersPassword = ownersPassword;
  }

  /** The role of an integration, whether it is there or not. */
  static String name(Ref of) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.path().getBytes(StandardCharsets.UTF_8));
      return "tenon_" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Its password: made of the owner's, so that it need not be kept anywhere and follows a rotation,
   * and says nothing about it.
   */
  String password(Ref of) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // an owner without a password is let in by other means; then roles are, too
      byte[] key = ("tenon:" + ownersPassword.get()).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(of.path().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * Makes the role of an integration, or brings it up to date.
   *
   * @throws IllegalStateException if the database does not answer or the owner may not do so
   */
  String make(Ref of) {
    String role = name(of);
    in(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            if (!exists(connection, role)) {
              statement.execute(
                  "CREATE ROLE " + role + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT");
            }
            // hashed here, so that no log of statements has it
            connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role, password(of).toCharArray(), null);
            for (String table : TABLES) {
              statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + role);
            }
            statement.execute("GRANT SELECT ON tenon_schema_history TO " + role);
          }
          // what was stored before it had a role
          own(connection, of, role);
        });
    return role;
  }

  private static void own(Connection connection, Ref of, String role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE tenon_inbox SET login = ? WHERE namespace = ? AND integration = ? AND login <> ?")) {
      statement.setString(1, role);
      statement.setString(2, of.namespace());
      statement.setString(3, of.name());
      statement.setString(4, role);
      statement.executeUpdate();
    }
  }

  /** Ends the role of an integration; its rows stay. */
  void drop(Ref of) {
    String role = name(of);
    in(
        connection -> {
          if (!exists(connection, role)) {
            return;
          }
          try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
              statement.execute("REVOKE ALL ON " + table + " FROM " + role);
            }
            statement.execute("REVOKE ALL ON tenon_schema_history FROM " + role);
            statement.execute("DROP ROLE " + role);
          }
        });
  }

  /** All integrations that something is stored of. */
  Set<Ref> integrations() {
    Set<Ref> all = new TreeSet<>();
    in(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT DISTINCT namespace, integration FROM tenon_inbox")) {
            while (row.next()) {
              all.add(Ref.integration(row.getString(1), row.getString(2)));
            }
          }
        });
    return all;
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  @FunctionalInterface
  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private void in(Work work) {
    try (Connection connection = database.getConnection(owner, ownersPassword.get())) {
      work.run(connection);
    } catch (SQLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("it failed");
      throw new IllegalStateException(
          NOT_PRIVILEGED.equals(e.getSQLState())
              ? "The database user "
                  + owner
                  + " may not make a role for each integration: "
                  + first
                  + "; give it CREATEROLE, and the ownership of the tables"
              : "The state store cannot be used now: " + first,
          e);
    }
  }
}
