package dev.tenon.sandbox.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a fault: {@code type}, the fields of that type, and which requests it strikes. */
final class FaultReader {
  private enum Type {
    Latency,
    Status,
    RateLimited,
    Drip,
    Reset,
    HalfClose,
    Silence,
    Truncate,
    InvalidJson,
    HugeBody,
    Redirect
  }

  private FaultReader() {}

  static Optional<Fault> read(YamlValue value) {
    Fields fields = new Fields(value, "a fault, such as {type: Status, status: 503, times: 3}");
    Optional<Type> type = fields.requiredWord("type", Type.class);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Fault.Kind kind = kind(type.get(), fields);
    Fault fault =
        new Fault(
            kind,
            fields.text("method"),
            pattern(fields),
            fields.integer("skip", 0, 1_000_000, 0),
            fields.integer("times", 1, 1_000_000).map(OptionalInt::of).orElse(OptionalInt.empty()),
            fields.share("probability", 1),
            fields.bool("applied", Fault.appliedByDefault(kind)));
    fields.end();
    return Optional.of(fault);
  }

  private static Fault.Kind kind(Type type, Fields fields) {
    return switch (type) {
      case Latency ->
          new Fault.Latency(
              fields.requiredDuration("delay"), fields.duration("jitter", Duration.ZERO));
      case Status -> {
        if (!fields.has("status")) {
          fields.value().problem("needs status: the status to answer, such as 503");
        }
        yield new Fault.Status(
            fields.integer("status", 200, 599, 500), fields.textMap("headers"), body(fields));
      }
      case RateLimited ->
          new Fault.RateLimited(
              fields.integer("status", 400, 599, 429),
              fields.duration("retryAfter"),
              fields.word("retryAfterAs", Fault.RetryAfter.class, Fault.RetryAfter.Seconds));
      case Drip ->
          new Fault.Drip(
              fields.word("part", Fault.Part.class, Fault.Part.All),
              fields.requiredDuration("every"),
              fields.integer("bytes", 1, 1 << 20, 1));
      case Reset -> new Fault.Reset(fields.word("at", Fault.At.class, Fault.At.AfterRequest));
      case HalfClose -> {
        Fault.At at = fields.word("at", Fault.At.class, Fault.At.AfterRequest);
        if (at != Fault.At.AfterRequest && at != Fault.At.MidBody) {
          fields
              .field("at")
              .ifPresent(
                  v -> v.problem("is " + v.kind() + "; a half-close is AfterRequest or MidBody"));
        }
        yield new Fault.HalfClose(at);
      }
      case Silence -> new Fault.Silence();
      case Truncate -> new Fault.Truncate();
      case InvalidJson -> new Fault.InvalidJson();
      case HugeBody -> new Fault.HugeBody(fields.size("size", 4L << 30, 64L << 20));
      case Redirect ->
          new Fault.Redirect(
              fields.integer("status", 300, 399, 302),
              fields.required("location", "a URL or a path to send the client to"));
    };
  }

  /** Text as it stands; anything else as JSON. */
  static Optional<String> body(Fields fields) {
    return fields.field("body").map(v -> v.text().orElseGet(() -> v.json().toString()));
  }

  static Optional<PathPattern> pattern(Fields fields) {
    return fields
        .text("path")
        .flatMap(
            text -> {
              try {
                return Optional.of(PathPattern.of(text));
              } catch (IllegalArgumentException e) {
                fields.field("path").ifPresent(v -> v.problem(e.getMessage()));
                return Optional.empty();
              }
            });
  }
}
