package dev.tenon.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one endpoint of ours does in a route. The renderer takes the {@code parameters} of {@code
 * system:}, {@code events:} and {@code inbox:} endpoints out of the routes and names each {@code
 * <route>-<n>}, n counting the endpoints of these schemes in the route from 1, as its author wrote
 * it: a step that is left out renames none behind it. The URI that stays in the route says that
 * name only, so no value of a user is ever part of a URI.
 *
 * <p>Texts named jq are jq programs over the message's body; they may use the functions {@code
 * header(name)} and {@code variable(name)}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Call.Send.class, name = "Send"),
  @JsonSubTypes.Type(value = Call.Poll.class, name = "Poll"),
  @JsonSubTypes.Type(value = Call.Receive.class, name = "Receive"),
  @JsonSubTypes.Type(value = Call.Put.class, name = "Put"),
  @JsonSubTypes.Type(value = Call.Take.class, name = "Take")
})
public sealed interface Call {
  /** The id of the route that the endpoint stands in. */
  String route();

  /**
   * {@code to: system:NAME}: one guarded call.
   *
   * @param http present exactly when the System's endpoint is http or https; other endpoints take
   *     the body as it is
   */
  record Send(String route, String system, Optional<Request> http) implements Call {}

  /**
   * {@code from: system:NAME}: reads a System again and again.
   *
   * @param every the period; exactly one of it and {@code cron} for http Systems, neither for
   *     endpoints that wait by themselves
   * @param cron five fields, UTC
   * @param items jq: a page to its items, each one handed on
   * @param next jq: a page to null, an absolute URL of the same origin, or a value that the next
   *     request reads as {@code $next}
   * @param checkpoint jq: an item to its place in the order that the System is read by, text or
   *     number
   * @param from what the first pass reads as {@code $checkpoint}
   * @param overlap how far before the checkpoint each pass starts again, for Systems that show
   *     changes late; only where checkpoints are RFC 3339 instants or epoch milliseconds
   * @param ascending the System sorts by the checkpoint, so it may move after each page and not
   *     only after the pass
   */
  record Poll(
      String route,
      String system,
      Optional<Request> http,
      Optional<Duration> every,
      Optional<String> cron,
      Optional<String> items,
      Optional<String> next,
      Optional<String> checkpoint,
      Optional<String> from,
      Optional<Duration> overlap,
      boolean ascending)
      implements Call {}

  /**
   * {@code from: events:NAME}: receives a System's signed events.
   *
   * @param path where it listens, {@code /<namespace>/<integration>} and a suffix
   * @param maxBytes the largest body that is read
   * @param maxInFlight requests in work at a time; one more is answered 503
   */
  record Receive(String route, String system, String path, int maxBytes, int maxInFlight)
      implements Call {}

  /**
   * {@code to: inbox:NAME}: stores the message.
   *
   * @param key jq: what makes a message the same message; text or number
   * @param keep how long a key is remembered after its message was delivered
   */
  record Put(String route, String inbox, String key, Duration keep) implements Call {}

  /**
   * {@code from: inbox:NAME}: delivers what is stored.
   *
   * @param ordered one at a time, in the order of arrival
   * @param concurrency messages of this inbox in work at a time in one replica, 1 when ordered
   */
  record Take(String route, String inbox, boolean ordered, int concurrency) implements Call {}

  /**
   * An HTTP request to make.
   *
   * @param method GET, POST, PUT, PATCH, DELETE or HEAD
   * @param path an RFC 6570 template under the System's endpoint, its values the body's fields or
   *     else headers, always encoded
   * @param query name to jq; null drops the parameter, an array repeats it
   * @param headers name to literal text; never credentials, framing or the idempotency key
   * @param body jq; absent: the message's body as it is, and none for GET, HEAD and DELETE
   */
  record Request(
      String method,
      String path,
      SortedMap<String, String> query,
      SortedMap<String, String> headers,
      Optional<String> body) {}
}
