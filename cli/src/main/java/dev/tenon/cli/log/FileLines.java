package dev.tenon.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** A line for whoever looks for a cause later: when, how bad, which thread, who, and the stack. */
final class FileLines extends Formatter {
  @Override
  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // a log is where stack traces belong
  public String format(LogRecord said) {
    StringWriter text = new StringWriter();
    text.append(said.getInstant().truncatedTo(ChronoUnit.MILLIS).toString())
        .append(' ')
        .append(level(said.getLevel()))
        .append(" [")
        // handlers run on the thread that logs
        .append(Thread.currentThread().getName())
        .append("] ")
        .append(said.getLoggerName())
        .append(": ")
        .append(formatMessage(said))
        .append('\n');
    if (said.getThrown() != null) {
      said.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN ";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
  }
}
