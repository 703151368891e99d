package dev.tenon.runner.http;

import dev.tenon.plan.Json;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that says what went wrong, as RFC 9457 has it, and nothing of what is inside.
 *
 * @param status the HTTP status, 400 to 599
 * @param title the same words for every answer of this sort
 * @param detail what happened to this request
 * @param instance names this one failure in the logs
 * @param retryAfter when to come again
 * @param allow the methods of a 405
 */
record ProblemDetails(
    int status,
    String title,
    String detail,
    Optional<String> instance,
    Optional<Duration> retryAfter,
    Optional<String> allow) {
  static final String CONTENT_TYPE = "application/problem+json";

  static ProblemDetails of(int status, String title, String detail) {
    return new ProblemDetails(
        status, title, detail, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ProblemDetails later(int status, String title, String detail, Duration retryAfter) {
    return new ProblemDetails(
        status, title, detail, Optional.empty(), Optional.of(retryAfter), Optional.empty());
  }

  /** The body: type is absent, which means {@code about:blank}. */
  byte[] body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    instance.ifPresent(id -> body.put("instance", id));
    return Json.bytes(body);
  }

  Answer answer() {
    Answer answer = new Answer(status, body());
    answer.header("Content-Type", CONTENT_TYPE);
    retryAfter.ifPresent(after -> answer.header("Retry-After", seconds(after)));
    allow.ifPresent(methods -> answer.header("Allow", methods));
    return answer;
  }

  void send(HttpServerResponse response) {
    answer().send(response);
  }

  /** Whole seconds, rounded up, at least 1. */
  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
  }
}
