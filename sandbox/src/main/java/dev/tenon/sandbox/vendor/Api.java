package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.AuthConfig;
import dev.tenon.sandbox.config.SandboxConfig.Bounds;
import dev.tenon.sandbox.config.VendorConfig;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a vendor does when it behaves: who may call, how often, which requests it has seen before,
 * and then what its endpoints make of the request.
 */
final class Api {
  /**
   * What became of a request: its answer, whether it changed something, whether an earlier answer
   * was given again.
   */
  record Made(Answer answer, boolean applied, boolean replayed, String resource) {
    static Made without(Answer answer) {
      return new Made(answer, false, false, "");
    }
  }

  private final String keyHeader;
  private final Style style;
  private final Optional<Tokens> tokens;
  private final Gate gate;
  private final List<Limit> limits;
  private final Keys keys;
  private final List<Records> collections;
  private final List<Endpoint> endpoints = new ArrayList<>();

  Api(VendorConfig config, Bounds bounds, SandboxClock clock, long seed) {
    this.keyHeader = config.idempotency().header();
    this.style = new Style(config.api());
    this.tokens =
        config.auth() instanceof AuthConfig.OAuth2 oauth
            ? Optional.of(new Tokens(oauth, clock, seed))
            : Optional.empty();
    this.gate = new Gate(config.auth(), tokens, style);
    this.limits = config.limits().stream().map(limit -> new Limit(limit, clock)).toList();
    this.keys = new Keys(config.idempotency(), clock, bounds.counted());
    this.collections =
        config.collections().stream()
            .map(c -> new Records(c, style, clock, bounds.records(), seed))
            .toList();
    // declared answers come first, so that one of them can stand in a collection's place
    endpoints.add(new FixedAnswers(config.answers()));
    // the longest path first, so that a collection below another one is found
    collections.stream()
        .sorted((a, b) -> b.config().path().length() - a.config().path().length())
        .forEach(endpoints::add);
  }

  /**
   * Carries a request out.
   *
   * @param taken gets the limits that the request has a place in for as long as it runs
   */
  Made handle(Request request, List<Limit> taken) {
    if (isToken(request)) {
      return tokens
          .flatMap(t -> t.handle(request))
          .map(h -> Made.without(h.answer()))
          .orElseThrow();
    }
    Optional<Answer> refusal = gate.refusal(request).or(() -> overLimit(request, taken));
    if (refusal.isPresent()) {
      return Made.without(refusal.get());
    }
    Optional<String> key = key(request);
    long fingerprint = key.isPresent() ? fingerprint(request) : 0;
    Optional<Answer> earlier = key.flatMap(k -> keys.earlier(k, fingerprint, style));
    if (earlier.isPresent()) {
      return new Made(told(earlier.get(), request), false, true, "");
    }
    for (Endpoint endpoint : endpoints) {
      Optional<Endpoint.Handled> handled = endpoint.handle(request);
      if (handled.isPresent()) {
        Answer answer = handled.get().answer();
        boolean applied = handled.get().write() && answer.successful();
        if (applied) {
          key.ifPresent(k -> keys.keep(k, fingerprint, answer));
        }
        return new Made(told(answer, request), applied, false, handled.get().resource());
      }
    }
    return Made.without(
        told(style.error(404, "not_found", "there is nothing at " + request.path()), request));
  }

  /** Takes a place in each limit, or in none where one of them is full. */
  private Optional<Answer> overLimit(Request request, List<Limit> taken) {
    for (Limit limit : limits) {
      if (limit.concerns(request) && limit.isFull()) {
        return Optional.of(told(limit.refusal(style), request));
      }
    }
    for (Limit limit : limits) {
      if (limit.concerns(request)) {
        limit.take();
        taken.add(limit);
      }
    }
    return Optional.empty();
  }

  /** With the headers that tell of limits. */
  private Answer told(Answer answer, Request request) {
    if (limits.isEmpty()) {
      return answer;
    }
    List<String> headers = new ArrayList<>(answer.headers());
    for (Limit limit : limits) {
      if (limit.concerns(request)) {
        limit.tell(
            (name, value) -> {
              headers.add(name);
              headers.add(value);
            });
      }
    }
    return new Answer(answer.status(), headers, answer.body());
  }

  boolean isToken(Request request) {
    return tokens.isPresent() && tokens.get().isAt(request.path());
  }

  Optional<String> key(Request request) {
    return request.method().equals("GET") ? Optional.empty() : request.header(keyHeader);
  }

  /** Equal for equal requests, and all but certainly different for others. */
  static long fingerprint(Request request) {
    long hash = request.method().hashCode() * 31L + request.path().hashCode();
    for (byte b : request.body()) {
      hash = hash * 0x100000001B3L ^ b;
    }
    return hash;
  }

  void reset() {
    tokens.ifPresent(Tokens::reset);
    gate.reset();
    limits.forEach(Limit::reset);
    keys.reset();
    collections.forEach(Records::reset);
  }

  Style style() {
    return style;
  }

  Optional<Tokens> tokens() {
    return tokens;
  }

  Gate gate() {
    return gate;
  }

  List<Limit> limits() {
    return limits;
  }

  List<Records> collections() {
    return collections;
  }
}
