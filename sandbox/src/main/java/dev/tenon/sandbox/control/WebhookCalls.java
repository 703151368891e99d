package dev.tenon.sandbox.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.WebhookConfig;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import dev.tenon.sandbox.webhook.Event;
import dev.tenon.sandbox.webhook.Load;
import dev.tenon.sandbox.webhook.LoadReport;
import dev.tenon.sandbox.webhook.WebhookCounts;
import dev.tenon.sandbox.webhook.WebhookService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** The calls under {@code /_sandbox/VENDOR/webhooks}. */
final class WebhookCalls {
  private WebhookCalls() {}

  static Answer answer(
      Request request, List<WebhookService> webhooks, List<String> path, boolean get) {
    String name = path.size() > 1 ? path.get(1) : "";
    WebhookService webhook =
        webhooks.stream()
            .filter(w -> w.config().name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new Call.Refused(
                        404,
                        "there is no webhook '"
                            + name
                            + "'; there are "
                            + String.join(
                                ", ", webhooks.stream().map(w -> w.config().name()).toList())));
    String word = path.size() > 2 ? path.get(2) : "";
    if (get && word.isEmpty()) {
      return Answer.json(200, state(webhook));
    } else if (!request.method().equals("POST")) {
      throw new Call.Refused(405, "only POST is possible here");
    }
    switch (word) {
      case "send" -> send(webhook, request);
      case "load" -> {
        Call call = Call.of(request, "rate", "for", "connections", "url");
        call.text("url").map(WebhookConfig::receiver).ifPresent(webhook::to);
        webhook.load(
            new Load(
                call.number("rate", 100),
                call.duration("for").orElse(Duration.ofSeconds(10)),
                call.integer("connections", 1, 5000, 64)));
      }
      case "schedule" -> {
        Call call = Call.of(request, "every", "first", "times", "url");
        call.text("url").map(WebhookConfig::receiver).ifPresent(webhook::to);
        Duration every = call.required("every");
        if (every.isZero()) {
          throw new Call.Refused(400, "every must be longer than nothing");
        }
        int times = call.integer("times", 0, 999_999_999, 0);
        webhook.schedule(
            new WebhookConfig.Schedule(
                call.duration("first").orElse(Duration.ZERO),
                every,
                times == 0 ? OptionalInt.empty() : OptionalInt.of(times)));
      }
      case "unschedule" -> {
        Call.of(request);
        webhook.stop();
      }
      default -> throw new Call.Refused(404, "a webhook takes send, load, schedule, unschedule");
    }
    return Answer.json(202, state(webhook));
  }

  private static void send(WebhookService webhook, Request request) {
    Call call = Call.of(request, "count", "url", "event", "body", "secret", "signed", "age", "id");
    Event event =
        new Event(
            call.text("url").map(WebhookConfig::receiver),
            call.text("event"),
            call.text("body").map(body -> body.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            call.text("secret"),
            call.word("signed", Event.Signed.class, Event.Signed.Right),
            call.duration("age").orElse(Duration.ZERO),
            call.text("id"),
            java.util.Map.of());
    for (int i = call.integer("count", 1, 100_000, 1); i > 0; i--) {
      webhook.send(event);
    }
  }

  static ObjectNode state(WebhookService webhook) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("name", webhook.config().name());
    state.put("url", webhook.url().map(URI::toString).orElse(""));
    state.put("scheme", webhook.config().scheme().getClass().getSimpleName());
    state.put("scheduled", webhook.isScheduled());
    WebhookCounts counts = webhook.counts();
    state.put("sent", counts.sent());
    state.put("attempts", counts.attempts());
    state.put("acknowledged", counts.acknowledged());
    state.put("gaveUp", counts.gaveUp());
    state.put("pending", counts.pending());
    ObjectNode replies = state.putObject("replies");
    counts.replies().forEach(replies::put);
    webhook.lastLoad().ifPresent(load -> state.set("load", report(load)));
    return state;
  }

  private static ObjectNode report(LoadReport load) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report
        .put("asked", load.asked())
        .put("reached", load.reached())
        .put("sent", load.sent())
        .put("acknowledged", load.acknowledged());
    ObjectNode replies = report.putObject("replies");
    load.replies().forEach(replies::put);
    report
        .putObject("latencyMillis")
        .put("p50", millis(load.p50()))
        .put("p90", millis(load.p90()))
        .put("p99", millis(load.p99()))
        .put("p999", millis(load.p999()))
        .put("max", millis(load.max()));
    return report;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
