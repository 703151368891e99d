package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.VendorConfig.LimitConfig;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.BiConsumer;

/**
 * One limit. Calls are counted in a window that rolls exactly, as long as it has a place for each
 * call; larger ones count in a fixed window from the first call on.
 */
final class Limit {
  private static final int EXACT = 100_000;

  private final LimitConfig config;
  private final SandboxClock clock;

  /** When each counted call was, as a ring; empty for a fixed window. */
  private final long[] times;

  private int first;
  private int used;
  private long windowEnd;
  private int running;
  private int peak;
  private int refused;

  Limit(LimitConfig config, SandboxClock clock) {
    this.config = config;
    this.clock = clock;
    int places = config.calls() / config.cost();
    this.times = new long[config.concurrency() == 0 && places <= EXACT ? places : 0];
  }

  String name() {
    return config.name();
  }

  boolean concerns(Request request) {
    return config.path().map(path -> path.matches(request.path())).orElse(true);
  }

  private boolean concurrent() {
    return config.concurrency() > 0;
  }

  private int capacity() {
    return concurrent() ? config.concurrency() : config.calls() / config.cost();
  }

  /** Whether there is no place left; a request that is told so counts as refused. */
  boolean isFull() {
    expire();
    boolean full = (concurrent() ? running : used) >= capacity();
    refused += full ? 1 : 0;
    return full;
  }

  /** Takes a place; there must be one. */
  void take() {
    if (concurrent()) {
      running++;
    } else {
      if (times.length > 0) {
        times[(first + used) % times.length] = clock.millis();
      } else if (used == 0) {
        windowEnd = clock.millis() + config.per().toMillis();
      }
      used++;
    }
    peak = Math.max(peak, concurrent() ? running : used);
  }

  /** Gives back what {@link #take} took for as long as the request runs. */
  void leave() {
    if (concurrent()) {
      running--;
    }
  }

  private void expire() {
    long now = clock.millis();
    if (times.length > 0) {
      while (used > 0 && times[first] <= now - config.per().toMillis()) {
        first = (first + 1) % times.length;
        used--;
      }
    } else if (!concurrent() && now >= windowEnd) {
      used = 0;
    }
  }

  private Duration untilFree() {
    if (concurrent()) {
      return Duration.ofSeconds(1);
    }
    long end =
        times.length > 0
            ? (used == 0 ? clock.millis() : times[first] + config.per().toMillis())
            : windowEnd;
    return Duration.ofMillis(Math.max(0, end - clock.millis()));
  }

  /** What a request beyond the limit is told. */
  Answer refusal(Style style) {
    String unit =
        concurrent()
            ? config.concurrency() + " at once"
            : config.calls() + " in " + config.per().toSeconds() + " s";
    Answer answer =
        config.headers() == dev.tenon.sandbox.config.VendorConfig.LimitHeaders.Salesforce
            ? style.error(
                config.status(), "request_limit_exceeded", "TotalRequests Limit exceeded.")
            : style.error(
                config.status(),
                "rate_limited",
                "the limit " + config.name() + " (" + unit + ") is used up");
    return config
        .retryAfter()
        .map(as -> answer.with("Retry-After", retryAfter(untilFree(), as)))
        .orElse(answer);
  }

  /**
   * A Retry-After: seconds, rounded up, at least 1; or the date of then, by the machine's clock as
   * the client's is.
   */
  static String retryAfter(Duration in, Fault.RetryAfter as) {
    long seconds = Math.max(1, (in.toMillis() + 999) / 1000);
    return as == Fault.RetryAfter.Seconds
        ? Long.toString(seconds)
        : DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(seconds).atZone(ZoneOffset.UTC));
  }

  /** Tells of the limit in headers, as the vendor whose manner it is does. */
  void tell(BiConsumer<String, String> header) {
    expire();
    int cost = config.cost();
    long limit = concurrent() ? config.concurrency() : config.calls();
    long spent = concurrent() ? running : (long) used * cost;
    long left = Math.max(0, limit - spent);
    long reset = (untilFree().toMillis() + 999) / 1000;
    switch (config.headers()) {
      case XRateLimit -> {
        header.accept("X-RateLimit-Limit", Long.toString(limit));
        header.accept("X-RateLimit-Remaining", Long.toString(left));
        header.accept("X-RateLimit-Used", Long.toString(spent));
        header.accept(
            "X-RateLimit-Reset", Long.toString(System.currentTimeMillis() / 1000 + reset));
      }
      case RateLimit -> {
        header.accept("RateLimit-Limit", Long.toString(limit));
        header.accept("RateLimit-Remaining", Long.toString(left));
        header.accept("RateLimit-Reset", Long.toString(reset));
      }
      case HubSpot -> {
        if (config.per().compareTo(Duration.ofDays(1)) >= 0) {
          header.accept("X-HubSpot-RateLimit-Daily", Long.toString(limit));
          header.accept("X-HubSpot-RateLimit-Daily-Remaining", Long.toString(left));
        } else if (!concurrent()) {
          header.accept("X-HubSpot-RateLimit-Max", Long.toString(limit));
          header.accept("X-HubSpot-RateLimit-Remaining", Long.toString(left));
          header.accept(
              "X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(config.per().toMillis()));
        }
      }
      case Salesforce -> {
        if (!concurrent()) {
          header.accept("Sforce-Limit-Info", "api-usage=" + spent + "/" + limit);
        }
      }
      case Shopify -> header.accept("X-Shopify-Shop-Api-Call-Limit", spent + "/" + limit);
      case None -> {
        // says nothing
      }
    }
  }

  LimitState state() {
    expire();
    return new LimitState(config.name(), capacity(), concurrent() ? running : used, peak, refused);
  }

  /** Forgets what was used; what runs goes on running. */
  void reset() {
    used = 0;
    windowEnd = 0;
    peak = running;
    refused = 0;
  }
}
