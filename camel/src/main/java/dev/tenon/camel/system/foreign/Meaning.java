package dev.tenon.camel.system.foreign;

import dev.tenon.camel.system.guard.Outcome;
import dev.tenon.camel.system.guard.Outcome.Signal;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;

/**
 * What an exception of another component means. What says that this message is wrong is permanent:
 * a value that cannot be converted, a row that a database refuses. Everything else may be an
 * outage, and ends by itself when it is one. Exceptions' messages are not shown, for they quote
 * content.
 */
final class Meaning {
  /** Classes of SQLSTATE that say that a statement or its data is wrong (ISO/IEC 9075-2). */
  private static final Set<String> WRONG_DATA = Set.of("21", "22", "23", "42", "44");

  private Meaning() {}

  static <T> Outcome<T> of(Throwable failure) {
    for (Throwable at : causes(failure)) {
      if (at instanceof SQLTransientException) {
        return soon("the database does not answer");
      }
      if (at instanceof SQLException sql) {
        return sql(sql);
      }
      if (isOfTheMessage(at)) {
        return new Outcome.Never<>(0, "the message does not fit the endpoint");
      }
    }
    return soon("the endpoint failed");
  }

  private static <T> Outcome<T> sql(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return state.length() == 5 && WRONG_DATA.contains(state.substring(0, 2))
        ? new Outcome.Never<>(0, "the database refuses the statement (SQLSTATE " + state + ")")
        : soon("the database failed" + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")"));
  }

  private static boolean isOfTheMessage(Throwable failure) {
    return failure instanceof InvalidPayloadException
        || failure instanceof NoTypeConversionAvailableException
        || failure instanceof TypeConversionException
        || failure instanceof ExpressionEvaluationException
        || failure instanceof NoSuchHeaderException
        || failure instanceof IllegalArgumentException
        || failure instanceof ClassCastException;
  }

  private static <T> Outcome<T> soon(String detail) {
    return new Outcome.Soon<>(detail, Optional.empty(), Signal.Fails);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable at = failure; at != null && all.size() < 10; at = at.getCause()) {
      all.add(at);
    }
    return all;
  }
}
