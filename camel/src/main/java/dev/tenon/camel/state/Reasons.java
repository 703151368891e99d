package dev.tenon.camel.state;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of a database says to people: its first line, without classes and values. */
final class Reasons {
  // classes of SQLSTATE: cardinality, data, integrity, syntax or access rule
  private static final Set<String> PERMANENT = Set.of("21", "22", "23", "42");

  private Reasons() {}

  /** What to throw: unavailable when the same may succeed later, else a fault of this program. */
  static RuntimeException failure(String store, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return PERMANENT.contains(state.substring(0, Math.min(2, state.length())))
        ? new IllegalStateException(store + " refuses a statement: " + of(e), e)
        : new StateUnavailable(store + " cannot be used now: " + of(e), e);
  }

  static String of(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at.getMessage() != null && at instanceof SQLException) {
        deepest = at;
      }
    }
    String text = deepest.getMessage() == null ? "it failed" : deepest.getMessage();
    String line = text.lines().findFirst().orElse("it failed").strip();
    // H2 appends the statement and its own version
    int statement = line.indexOf("; SQL statement");
    line = statement < 0 ? line : line.substring(0, statement);
    line = line.replaceAll(" \\[\\d+-\\d+]$", "");
    // and quotes values, which are content
    line = line.replaceAll(":? \"?'.*", "");
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
