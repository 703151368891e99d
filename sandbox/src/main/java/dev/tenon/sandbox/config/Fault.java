package dev.tenon.sandbox.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A way in which a vendor misbehaves, and which requests it strikes. {@code method} and {@code
 * path} restrict it (a path is as in {@link PathPattern}; without one, the token endpoint is
 * spared); the first {@code skip} requests that match pass; {@code times} bounds how many are
 * struck (empty: until cleared); {@code probability} strikes by the sandbox's seed. {@code applied}
 * says whether a request that is struck takes effect all the same, as when an answer is lost on the
 * way.
 */
public record Fault(
    Kind kind,
    Optional<String> method,
    Optional<PathPattern> path,
    int skip,
    OptionalInt times,
    double probability,
    boolean applied) {

  /** What happens to a request that is struck. */
  public sealed interface Kind {
    /** The word for it in a sandbox file. */
    default String type() {
      return getClass().getSimpleName();
    }
  }

  /**
   * The answer comes late, by {@code delay} and up to {@code jitter} more; the request has its
   * effect at once.
   */
  public record Latency(Duration delay, Duration jitter) implements Kind {}

  /**
   * An answer with this status instead of the real one; an empty body means one in the style of the
   * API.
   */
  public record Status(int status, Map<String, String> headers, Optional<String> body)
      implements Kind {}

  /** A refusal by rate, with {@code Retry-After} where there is one. */
  public record RateLimited(int status, Optional<Duration> retryAfter, RetryAfter as)
      implements Kind {}

  /** The real answer, or a part of it, in pieces of {@code bytes} with a pause before each. */
  public record Drip(Part part, Duration every, int bytes) implements Kind {}

  /** The connection is reset (RST). */
  public record Reset(At at) implements Kind {}

  /** The vendor closes its direction (FIN) and keeps the other open. */
  public record HalfClose(At at) implements Kind {}

  /** The request is read and never answered; the connection stays open. */
  public record Silence() implements Kind {}

  /**
   * The connection is closed in order, but after half of the body that {@code Content-Length}
   * promised.
   */
  public record Truncate() implements Kind {}

  /**
   * The real answer without its last bytes and with a fitting {@code Content-Length}: HTTP is in
   * order, JSON is not.
   */
  public record InvalidJson() implements Kind {}

  /** A body of this many bytes of valid JSON, sent in chunks as fast as the client reads. */
  public record HugeBody(long bytes) implements Kind {}

  /** A redirect to {@code location}, a URL or a path. */
  public record Redirect(int status, String location) implements Kind {}

  /** How a {@code Retry-After} is written. */
  public enum RetryAfter {
    /** Seconds, rounded up. */
    Seconds,
    /** An HTTP date. */
    Date
  }

  /** A part of an answer. */
  public enum Part {
    /** Status line and headers. */
    Head,
    /** The body. */
    Body,
    /** Both. */
    All
  }

  /** A moment in an exchange. */
  public enum At {
    /**
     * As soon as a connection is made, before a byte is read; only for a vendor with a port of its
     * own.
     */
    Connect,
    /**
     * When the headers of the request are there, before its body is read; a request without body is
     * not looked at either.
     */
    BeforeRequest,
    /** When the whole request is read, before a byte of the answer. */
    AfterRequest,
    /** After half of the answer's headers. */
    MidHead,
    /** After half of the answer's body. */
    MidBody
  }

  /** See {@link Latency}. */
  public static Fault latency(Duration delay) {
    return of(new Latency(delay, Duration.ZERO));
  }

  /** See {@link Status}. */
  public static Fault status(int status) {
    return of(new Status(status, Map.of(), Optional.empty()));
  }

  /** A 429 with {@code Retry-After}. */
  public static Fault rateLimited(Duration retryAfter, RetryAfter as) {
    return of(new RateLimited(429, Optional.of(retryAfter), as));
  }

  /** Both headers and body one byte at a time. */
  public static Fault drip(Part part, Duration every) {
    return of(new Drip(part, every, 1));
  }

  /** See {@link Reset}. */
  public static Fault reset(At at) {
    return of(new Reset(at));
  }

  /** See {@link HalfClose}: {@link At#AfterRequest} (no answer at all) or {@link At#MidBody}. */
  public static Fault halfClose(At at) {
    return of(new HalfClose(at));
  }

  /** See {@link Silence}. */
  public static Fault silence() {
    return of(new Silence());
  }

  /** See {@link Truncate}. */
  public static Fault truncate() {
    return of(new Truncate());
  }

  /** See {@link InvalidJson}. */
  public static Fault invalidJson() {
    return of(new InvalidJson());
  }

  /** See {@link HugeBody}. */
  public static Fault hugeBody(long bytes) {
    return of(new HugeBody(bytes));
  }

  /** A 302 to {@code location}. */
  public static Fault redirect(String location) {
    return of(new Redirect(302, location));
  }

  /** This kind of fault for every request until it is cleared. */
  public static Fault of(Kind kind) {
    return new Fault(
        kind,
        Optional.empty(),
        Optional.empty(),
        0,
        OptionalInt.empty(),
        1,
        appliedByDefault(kind));
  }

  /** What answers in the end, or breaks only while answering, has taken the request in. */
  static boolean appliedByDefault(Kind kind) {
    return kind instanceof Latency
        || kind instanceof Drip
        || kind instanceof Truncate
        || kind instanceof InvalidJson
        || kind instanceof HugeBody
        || kind instanceof Reset reset && (reset.at == At.MidBody || reset.at == At.MidHead)
        || kind instanceof HalfClose close && close.at == At.MidBody;
  }

  /** Whether only a vendor with a port of its own can do it. */
  public boolean needsPort() {
    return kind instanceof Reset reset && reset.at == At.Connect;
  }

  /** Only for requests with this method and a path as in {@link PathPattern}. */
  public Fault on(String method, String path) {
    return new Fault(
        kind,
        Optional.of(method),
        Optional.of(PathPattern.of(path)),
        skip,
        times,
        probability,
        applied);
  }

  /** Only for requests with a path as in {@link PathPattern}. */
  public Fault on(String path) {
    return new Fault(
        kind, method, Optional.of(PathPattern.of(path)), skip, times, probability, applied);
  }

  /** Strikes at most {@code times} requests, at least 1. */
  public Fault times(int times) {
    return new Fault(kind, method, path, skip, OptionalInt.of(times), probability, applied);
  }

  /** Lets the first {@code skip} matching requests pass. */
  public Fault skip(int skip) {
    return new Fault(kind, method, path, skip, times, probability, applied);
  }

  /** Strikes a matching request with a probability from 0 to 1. */
  public Fault probability(double probability) {
    return new Fault(kind, method, path, skip, times, probability, applied);
  }

  /** Whether a struck request takes effect all the same. */
  public Fault applied(boolean applied) {
    return new Fault(kind, method, path, skip, times, probability, applied);
  }

  /** A status fault with a header more. */
  public Fault header(String name, String value) {
    if (!(kind instanceof Status status)) {
      throw new IllegalStateException("only a Status fault has headers");
    }
    Map<String, String> headers = new LinkedHashMap<>(status.headers);
    headers.put(name, value);
    return new Fault(
        new Status(status.status, headers, status.body),
        method,
        path,
        skip,
        times,
        probability,
        applied);
  }

  /** A status fault with this body. */
  public Fault body(String body) {
    if (!(kind instanceof Status status)) {
      throw new IllegalStateException("only a Status fault has a body of its own");
    }
    return new Fault(
        new Status(status.status, status.headers, Optional.of(body)),
        method,
        path,
        skip,
        times,
        probability,
        applied);
  }

  /** One line for people: what, on which requests, how often. */
  public String summary() {
    StringBuilder text = new StringBuilder(kind.type());
    if (kind instanceof Status status) {
      text.append(' ').append(status.status);
    } else if (kind instanceof Latency latency) {
      text.append(' ').append(latency.delay.toMillis()).append(" ms");
    } else if (kind instanceof Drip drip) {
      text.append(' ')
          .append(drip.part)
          .append(", ")
          .append(drip.bytes)
          .append(" B every ")
          .append(drip.every.toMillis())
          .append(" ms");
    } else if (kind instanceof Reset reset) {
      text.append(' ').append(reset.at);
    } else if (kind instanceof HalfClose close) {
      text.append(' ').append(close.at);
    }
    method.ifPresent(m -> text.append(" on ").append(m));
    path.ifPresent(p -> text.append(method.isPresent() ? " " : " on ").append(p.text()));
    times.ifPresent(n -> text.append(", ").append(n == 1 ? "once" : n + " times"));
    if (probability < 1) {
      text.append(", with probability ").append(probability);
    }
    return text.toString();
  }
}
