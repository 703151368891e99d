package dev.tenon.camel.state;

import java.sql.SQLException;

/** What one transaction does. It may run more than once, and each time on a rolled-back slate. */
@FunctionalInterface
interface Work<T> {
  T run(Session session) throws SQLException;
}
