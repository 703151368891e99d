package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Delivery;
import dev.tenon.sandbox.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a fault makes of an answer, and of its way out. */
final class Misbehaviour {
  private Misbehaviour() {}

  static Answer answer(Fault.Kind kind, Answer real, Style style, Request request) {
    if (kind instanceof Fault.Status status) {
      Answer answer =
          status.body().isPresent()
              ? new Answer(
                  status.status(), List.of(), status.body().get().getBytes(StandardCharsets.UTF_8))
              : status.status() == 204 || status.status() == 304
                  ? Answer.empty(status.status())
                  : style.error(
                      status.status(),
                      "fault",
                      "this vendor answers " + status.status() + " because it was told to");
      boolean typed = status.headers().keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
      if (status.body().isPresent() && !typed) {
        answer = answer.with("Content-Type", "application/json");
      }
      for (Map.Entry<String, String> header : status.headers().entrySet()) {
        answer = answer.with(header.getKey(), header.getValue());
      }
      return answer;
    } else if (kind instanceof Fault.RateLimited limited) {
      Answer answer = style.error(limited.status(), "rate_limited", "too many requests");
      return limited
          .retryAfter()
          .map(in -> answer.with("Retry-After", Limit.retryAfter(in, limited.as())))
          .orElse(answer);
    } else if (kind instanceof Fault.Redirect redirect) {
      String location =
          redirect.location().startsWith("/")
              ? request.base() + redirect.location()
              : redirect.location();
      return Answer.empty(redirect.status()).with("Location", location);
    } else if (kind instanceof Fault.InvalidJson) {
      byte[] body = real.body();
      byte[] cut =
          body.length < 3
              ? "{\"".getBytes(StandardCharsets.US_ASCII)
              : Arrays.copyOf(body, body.length - Math.max(2, body.length / 4));
      // a 204 has no body that could be wrong
      return new Answer(real.status() == 204 ? 200 : real.status(), real.headers(), cut);
    } else if ((kind instanceof Fault.Truncate
            || kind instanceof Fault.Reset
            || kind instanceof Fault.HalfClose)
        && real.body().length < 2) {
      return new Answer(
          real.status() == 204 ? 200 : real.status(),
          real.headers(),
          "{\"cut\":true}".getBytes(StandardCharsets.US_ASCII));
    }
    return real;
  }

  static Delivery delivery(Fault.Kind kind) {
    if (kind instanceof Fault.Drip drip) {
      return new Delivery.Drip(
          drip.part() != Fault.Part.Body,
          drip.part() != Fault.Part.Head,
          drip.every(),
          drip.bytes());
    } else if (kind instanceof Fault.Reset reset) {
      return new Delivery.Cut(until(reset.at()), Delivery.End.RESET);
    } else if (kind instanceof Fault.HalfClose close) {
      return new Delivery.Cut(until(close.at()), Delivery.End.HALF_CLOSE);
    } else if (kind instanceof Fault.Truncate) {
      return new Delivery.Cut(Delivery.Until.MID_BODY, Delivery.End.CLOSE);
    } else if (kind instanceof Fault.Silence) {
      return new Delivery.Silence();
    } else if (kind instanceof Fault.HugeBody huge) {
      return new Delivery.Flood(huge.bytes());
    }
    return Delivery.WHOLE;
  }

  private static Delivery.Until until(Fault.At at) {
    return switch (at) {
      case MidHead -> Delivery.Until.MID_HEAD;
      case MidBody -> Delivery.Until.MID_BODY;
      default -> Delivery.Until.NOTHING;
    };
  }
}
