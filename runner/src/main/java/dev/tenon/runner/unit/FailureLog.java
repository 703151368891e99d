package dev.tenon.runner.unit;

import dev.tenon.camel.MappingFailed;
import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line for a failure, at most one in ten seconds for each route; the line after says how many
 * were left out. Only our own exceptions are quoted: others may have content of messages in them,
 * so their kind is named alone.
 */
public final class FailureLog {
  /** The key under which lines say which integration they are about. */
  public static final String INTEGRATION = "integration";

  private static final Logger LOG = LoggerFactory.getLogger("dev.tenon.runner.failures");
  private static final long QUIET = Duration.ofSeconds(10).toNanos();
  private static final List<Class<? extends Exception>> OURS =
      List.of(
          SystemUnavailable.class,
          RequestRefused.class,
          MappingFailed.class,
          MessageRefused.class,
          StateUnavailable.class);

  private final Ref integration;
  private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * The last line of a route.
   *
   * @param leftOut failures since then
   */
  private record Line(long at, long leftOut, boolean write) {}

  /** The log of one integration. */
  public FailureLog(Ref integration) {
    this.integration = integration;
  }

  /** Says that a route failed, if it is time to say so. */
  public void failed(String route, Optional<String> id, Throwable failure) {
    long now = System.nanoTime();
    long[] before = new long[1];
    Line line =
        lines.compute(
            route,
            (key, last) -> {
              if (last != null && now - last.at() < QUIET) {
                return new Line(last.at(), last.leftOut() + 1, false);
              }
              before[0] = last == null ? 0 : last.leftOut();
              return new Line(now, 0, true);
            });
    if (!line.write()) {
      return;
    }
    String more = before[0] == 0 ? "" : " (and " + before[0] + " more since the last line)";
    String instance = id.map(text -> " [" + text + "]").orElse("");
    try (MDC.MDCCloseable closing = MDC.putCloseable(INTEGRATION, integration.path())) {
      LOG.warn(
          "{}: route {} failed: {}{}{}", integration.path(), route, say(failure), instance, more);
      LOG.debug("{}: route {} failed", integration.path(), route, failure);
    }
  }

  /** What may be said of a failure. */
  static String say(Throwable failure) {
    for (Class<? extends Exception> ours : OURS) {
      Exception found = ObjectHelper.getException(ours, failure);
      if (found != null) {
        return found.getMessage();
      }
    }
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    String kind = root.getClass().getSimpleName();
    boolean namesAClass = root instanceof LinkageError || root instanceof ClassNotFoundException;
    return namesAClass ? kind + " " + root.getMessage() : kind;
  }
}
