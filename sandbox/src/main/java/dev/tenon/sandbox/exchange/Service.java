package dev.tenon.sandbox.exchange;

import java.util.Optional;

/**
 * What answers requests. Everything is called on the one thread that owns the sandbox's state, and
 * must not block.
 */
public interface Service {

  /**
   * Called as soon as the headers of a request are there: an outcome ends the request before its
   * body is read.
   *
   * @param request with an empty body
   */
  Optional<Outcome> onHeaders(Request request);

  /** Called with the whole request. */
  Outcome onRequest(Request request);

  /** Called with the headers of a request whose body is larger than the sandbox reads. */
  default Outcome onTooLarge(Request request) {
    return Outcome.of(
        Answer.json(413, "{\"error\":\"the body is larger than the sandbox reads\"}"));
  }

  /** Whether connections are to be reset as soon as they are made. */
  default boolean resetsConnections() {
    return false;
  }
}
