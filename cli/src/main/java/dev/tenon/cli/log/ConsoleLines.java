package dev.tenon.cli.log;

import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** A line for whoever sits before the console: what happened, without when, who and the stack. */
final class ConsoleLines extends Handler {
  private static final int LONGEST = 400;

  private final Formatter messages = new SimpleFormatter();
  private final Consumer<String> console;
  private final int verbosity;

  ConsoleLines(Consumer<String> console, int verbosity) {
    this.console = console;
    this.verbosity = verbosity;
    setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord said) {
    if (isLoggable(said)) {
      console.accept(line(said));
    }
  }

  @Override
  public boolean isLoggable(LogRecord said) {
    int level = said.getLevel().intValue();
    if (level >= Level.WARNING.intValue()) {
      return true;
    }
    if (level >= Level.INFO.intValue()) {
      return verbosity >= 2 || (verbosity == 1 && Logs.isOurs(said.getLoggerName()));
    }
    return verbosity >= 3;
  }

  private String line(LogRecord said) {
    StringBuilder line = new StringBuilder("tenon: ");
    if (said.getLevel().intValue() >= Level.SEVERE.intValue()) {
      line.append("error: ");
    } else if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
      line.append("warning: ");
    }
    String message = String.valueOf(messages.formatMessage(said));
    line.append(message);
    Throwable thrown = said.getThrown();
    if (thrown != null && thrown.getMessage() != null && !message.contains(thrown.getMessage())) {
      line.append(": ").append(thrown.getMessage());
    }
    String one = line.toString().strip().replaceAll("\\p{Cntrl}+", " ");
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "…";
  }

  @Override
  public void flush() {
    // each line is out at once
  }

  @Override
  public void close() {
    // the console is not ours
  }
}
