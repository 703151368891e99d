package dev.tenon.camel.state;

import dev.tenon.camel.state.DeadLetters.DeadLetter;
import dev.tenon.camel.state.Messages.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Rows of {@code tenon_message} as values. */
final class Rows {
  private Rows() {}

  static Stored stored(ResultSet row, Inbox inbox) throws SQLException {
    return new Stored(
        row.getLong("seq"),
        inbox,
        row.getString("message_key"),
        Instant.ofEpochMilli(row.getLong("accepted_at")),
        row.getInt("attempts"),
        instant(row, row.findColumn("last_at")),
        row.getString("state").equals("Held"),
        instant(row, row.findColumn("held_at")),
        content(row));
  }

  static DeadLetter deadLetter(ResultSet row, String inbox) throws SQLException {
    Instant died = Instant.ofEpochMilli(row.getLong("last_at"));
    return new DeadLetter(
        row.getLong("seq"),
        inbox,
        row.getString("message_key"),
        Instant.ofEpochMilli(row.getLong("accepted_at")),
        row.getInt("attempts"),
        instant(row, row.findColumn("first_at")).orElse(died),
        died,
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("forget_at")),
        content(row));
  }

  private static Content content(ResultSet row) throws SQLException {
    return new Content(
        row.getString("headers"),
        Content.BodyType.valueOf(row.getString("body_type")),
        row.getBytes("body"));
  }

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
