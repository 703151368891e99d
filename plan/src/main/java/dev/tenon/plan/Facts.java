package dev.tenon.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What policies may know of the rendered routes, read from them and never declared.
 *
 * @param schemes of every endpoint, ours included
 * @param languages of every expression
 * @param calls of Systems, in the order of the routes
 * @param unguarded endpoints that produce to something that is no System: nothing retries, bounds
 *     or counts them
 * @param ownRoutes the integration states its own routes, not a pattern
 * @param ownResilience the integration overrides its pattern's resilience
 */
public record Facts(
    SortedSet<String> schemes,
    SortedSet<String> languages,
    List<SystemCall> calls,
    List<Unguarded> unguarded,
    List<Entry> entries,
    SortedSet<String> inboxes,
    Resilience resilience,
    boolean ownRoutes,
    boolean ownResilience) {

  /**
   * One place that calls a System.
   *
   * @param kind Send, Poll or Receive
   * @param method of the request, for http Systems
   */
  public record SystemCall(
      String name, String route, String system, String kind, Optional<String> method) {}

  /** One endpoint without guards, and the field that holds it. */
  public record Unguarded(String route, String scheme, String fieldPath) {}

  /**
   * What starts a route.
   *
   * @param period for what fires every so often
   * @param cron for what fires by a calendar
   */
  public record Entry(
      String route,
      Consumer.Kind kind,
      Optional<String> system,
      Optional<String> path,
      Optional<Duration> period,
      Optional<String> cron) {}
}
