package dev.tenon.camel.system;

import dev.tenon.plan.Call;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A poll in the making. */
final class PollCall {
  private final String method;
  private final String path;
  private final TreeMap<String, String> query = new TreeMap<>();
  private Optional<String> body = Optional.empty();
  private Optional<Duration> every = Optional.of(Duration.ofHours(1));
  private Optional<String> cron = Optional.empty();
  private Optional<String> items = Optional.of(".items");
  private Optional<String> next = Optional.empty();
  private Optional<String> checkpoint = Optional.empty();
  private Optional<String> from = Optional.empty();
  private Optional<Duration> overlap = Optional.empty();
  private boolean ascending;

  private PollCall(String method, String path) {
    this.method = method;
    this.path = path;
  }

  static PollCall get(String path) {
    return new PollCall("GET", path);
  }

  static PollCall post(String path, String body) {
    PollCall call = new PollCall("POST", path);
    call.body = Optional.of(body);
    return call;
  }

  PollCall query(Map<String, String> parameters) {
    query.putAll(parameters);
    return this;
  }

  PollCall every(Duration period) {
    every = Optional.of(period);
    return this;
  }

  PollCall cron(String fields) {
    every = Optional.empty();
    cron = Optional.of(fields);
    return this;
  }

  PollCall items(String program) {
    items = Optional.of(program);
    return this;
  }

  PollCall noItems() {
    items = Optional.empty();
    return this;
  }

  PollCall next(String program) {
    next = Optional.of(program);
    return this;
  }

  PollCall checkpoint(String program) {
    checkpoint = Optional.of(program);
    return this;
  }

  PollCall from(String value) {
    from = Optional.of(value);
    return this;
  }

  PollCall overlap(Duration time) {
    overlap = Optional.of(time);
    return this;
  }

  PollCall ascending() {
    ascending = true;
    return this;
  }

  Call.Poll call() {
    return new Call.Poll(
        "read",
        "vendor",
        Optional.of(new Call.Request(method, path, query, new TreeMap<>(), body)),
        every,
        cron,
        items,
        next,
        checkpoint,
        from,
        overlap,
        ascending);
  }
}
