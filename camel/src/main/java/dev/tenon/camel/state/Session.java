package dev.tenon.camel.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A connection inside a transaction. Statements are closed after use: both drivers keep what they
 * parsed. Counts are collected and written once, at the end of the transaction.
 */
final class Session {
  private static final List<Tally> TALLIES = List.of(Tally.values());
  private static final String ADD = add();
  private static final String FIRST = first();

  private final Connection connection;
  // sorted, so that two transactions lock counters in the same order
  private final SortedMap<Integer, Map<Tally, Long>> counts = new TreeMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** How a row becomes a value. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Changes the row or adds it; both statements take the same values. */
  int upsert(String change, String add, Object... values) throws SQLException {
    int changed = update(change, values);
    if (changed == 0) {
      changed = update(add, values);
    }
    // another process may have added it in between
    return changed == 0 ? update(change, values) : changed;
  }

  /** Inserts a row, and returns its {@code seq}, or -1 where nothing was inserted. */
  long insert(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"seq"})) {
      bind(statement, values);
      if (statement.executeUpdate() == 0) {
        return -1;
      }
      try (ResultSet keys = statement.getGeneratedKeys()) {
        return keys.next() ? keys.getLong(1) : -1;
      }
    }
  }

  /** The same statement for many rows; how many rows each changed. */
  int[] batch(String sql, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row.read(result));
        }
        return rows;
      }
    }
  }

  /** Adds to a counter of an inbox when this transaction commits. */
  void count(int inbox, Tally tally, long change) {
    if (change != 0) {
      counts
          .computeIfAbsent(inbox, id -> new EnumMap<>(Tally.class))
          .merge(tally, change, Long::sum);
    }
  }

  /** Writes what was counted. */
  void writeCounts(int stripe) throws SQLException {
    for (var count : counts.entrySet()) {
      List<Object> values = new ArrayList<>();
      for (Tally tally : TALLIES) {
        values.add(count.getValue().getOrDefault(tally, 0L));
      }
      values.add(count.getKey());
      values.add(stripe);
      upsert(ADD, FIRST, values.toArray());
    }
    counts.clear();
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static String add() {
    return TALLIES.stream()
        .map(tally -> tally.column() + " = " + tally.column() + " + ?")
        .collect(
            Collectors.joining(
                ", ", "UPDATE tenon_count SET ", " WHERE inbox_id = ? AND stripe = ?"));
  }

  private static String first() {
    return "INSERT INTO tenon_count ("
        + TALLIES.stream().map(Tally::column).collect(Collectors.joining(", "))
        + ", inbox_id, stripe) VALUES ("
        + "?, ".repeat(TALLIES.size())
        + "?, ?) ON CONFLICT DO NOTHING";
  }
}
