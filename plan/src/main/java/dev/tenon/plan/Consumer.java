package dev.tenon.plan;

import java.util.Optional;

/**
 * What starts a route.
 *
 * @param path for what listens: the path on the shared HTTP port
 * @param call for what an endpoint of ours starts: its call
 */
public record Consumer(String route, Kind kind, Optional<String> path, Optional<String> call) {

  /** How a route is started. */
  public enum Kind {
    /** {@code system:}, by schedule. */
    Poll,
    /** {@code events:}, by a vendor's request. */
    Events,
    /** {@code inbox:}, by a stored message. */
    Inbox,
    /** {@code platform-http:}, by a caller that waits for the answer. */
    Http,
    /** {@code timer:}, by schedule. */
    Timer,
    /** {@code direct:}, by another route of the same plan. */
    Direct,
    /** Any other scheme that configuration allows. */
    Other
  }
}
