package dev.tenon.sandbox.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A vendor: its API's style, how it authenticates its callers, its limits, what it holds and
 * answers, and how it misbehaves. A vendor with a {@code port} listens there as well as under the
 * sandbox's own port (0: any free one), and only such a vendor can refuse connections.
 */
public record VendorConfig(
    String name,
    String title,
    ApiStyle api,
    OptionalInt port,
    AuthConfig auth,
    List<LimitConfig> limits,
    Idempotency idempotency,
    List<CollectionConfig> collections,
    List<FixedAnswer> answers,
    List<Fault> faults,
    List<WebhookConfig> webhooks) {

  /** In whose manner pages, errors and answers to writes are made. */
  public enum ApiStyle {
    /** {@code {items, next}} with a cursor; errors {@code {error, message}}. */
    Plain,
    /**
     * {@code results} and {@code paging.next.after}; search by POST; errors {@code {status,
     * message, category}}.
     */
    HubSpot,
    /**
     * {@code records} and {@code nextRecordsUrl}; upserts answer {@code {id, success, errors,
     * created}}.
     */
    Salesforce,
    /** Bare lists by page with a {@code Link} header; errors {@code {message}}. */
    GitHub
  }

  /**
   * What is done with an idempotency key.
   *
   * @param header the header that carries it
   * @param honour whether a second request with a key gets the first one's answer and has no effect
   * @param keep how long a key is honoured
   */
  public record Idempotency(String header, boolean honour, Duration keep) {}

  /** An answer that is always the same, or tells what was asked. */
  public record FixedAnswer(
      Optional<String> method,
      PathPattern path,
      int status,
      Map<String, String> headers,
      String body,
      boolean echo) {}

  /**
   * A limit that the vendor enforces: exactly one of {@code calls} in {@code per}, or {@code
   * concurrency}.
   *
   * @param cost how many units of {@code calls} a request uses (points)
   * @param status what a request over the limit is answered
   * @param headers in whose manner it is told
   * @param retryAfter whether and how a refusal says when to come back
   */
  public record LimitConfig(
      String name,
      int calls,
      Duration per,
      int cost,
      int concurrency,
      int status,
      LimitHeaders headers,
      Optional<Fault.RetryAfter> retryAfter,
      Optional<PathPattern> path) {}

  /** Whose headers tell of a limit. */
  public enum LimitHeaders {
    /** No header. */
    None,
    /**
     * {@code X-RateLimit-Limit}, {@code -Remaining}, {@code -Reset} in seconds of the epoch, as
     * GitHub sends.
     */
    XRateLimit,
    /** {@code RateLimit-Limit}, {@code -Remaining}, {@code -Reset} in seconds from now. */
    RateLimit,
    /**
     * {@code X-HubSpot-RateLimit-Max}, {@code -Remaining}, {@code -Interval-Milliseconds}; {@code
     * -Daily} for a period of a day.
     */
    HubSpot,
    /** {@code Sforce-Limit-Info: api-usage=18/5000}. */
    Salesforce,
    /** {@code X-Shopify-Shop-Api-Call-Limit: 32/40}. */
    Shopify
  }
}
