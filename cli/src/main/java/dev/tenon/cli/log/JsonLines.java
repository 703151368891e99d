package dev.tenon.cli.log;

import dev.tenon.plan.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/**
 * A JSON object a line, for whoever collects the logs of a cluster: when, how bad, who, what, and
 * the object that a reconciler was at.
 */
final class JsonLines extends Formatter {
  private static final String PREFIX = "resource.";

  @Override
  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // a log is where stack traces belong
  public String format(LogRecord said) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("time", said.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level(said.getLevel()));
    line.put("logger", String.valueOf(said.getLoggerName()));
    line.put("message", String.valueOf(formatMessage(said)));
    // handlers run on the thread that logs
    line.put("thread", Thread.currentThread().getName());
    Map<String, String> about = MDC.getCopyOfContextMap();
    if (about != null) {
      about.forEach(
          (key, value) -> {
            if (key.startsWith(PREFIX) && value != null) {
              line.put(key.substring(PREFIX.length()), value);
            }
          });
    }
    if (said.getThrown() != null) {
      StringWriter stack = new StringWriter();
      said.getThrown().printStackTrace(new PrintWriter(stack, true));
      line.put("stack", stack.toString());
    }
    return Json.text(line) + "\n";
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warning";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }
}
