package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Events that a vendor sends by itself: to whom, signed how, with which payloads, when, and what it
 * does when they are not taken.
 *
 * @param url who gets them; without one nothing is sent until one is given by a call
 * @param event what stands in the event's header; without one the name of the payload's file up to
 *     its number ({@code issues-07.json} is an {@code issues})
 * @param eventHeader the header that names the event
 * @param idHeader the header that carries the event's id, which its repetitions keep
 * @param payloads bodies as they are, taken in turn
 * @param template a body made anew each time; instead of {@code payloads}
 * @param headers further headers
 * @param schedule when they are sent by themselves; absent: only on demand
 * @param retry what happens after an answer that is not 2xx, or none; absent: nothing
 * @param timeout how long an acknowledgement may take
 */
public record WebhookConfig(
    String name,
    Optional<URI> url,
    Scheme scheme,
    Optional<String> event,
    Optional<String> eventHeader,
    Optional<String> idHeader,
    List<Payload> payloads,
    Optional<ObjectNode> template,
    Map<String, String> headers,
    Optional<Schedule> schedule,
    Optional<Retry> retry,
    Duration timeout) {

  /**
   * Reads the address of a receiver.
   *
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static URI receiver(String text) {
    try {
      URI url = URI.create(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // said below, as for any other text that is no URL
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no URL; expected one such as http://127.0.0.1:8080/support/issues");
  }

  /** A body and the event that it is. */
  public record Payload(String event, byte[] body) {
    @Override
    public String toString() {
      return event + ", " + body.length + " bytes";
    }
  }

  /**
   * When events are sent.
   *
   * @param first how long after the start the first one goes
   * @param times how many; empty: without end
   */
  public record Schedule(Duration first, Duration every, OptionalInt times) {}

  /**
   * When an event that was not taken is sent again.
   *
   * @param attempts how often in all, the first one included
   * @param backoff before the second; each further one waits {@code multiplier} times as long, up
   *     to {@code max}
   */
  public record Retry(int attempts, Duration backoff, double multiplier, Duration max) {
    /** The pause before an attempt, 2 being the first that has one. */
    public Duration before(int attempt) {
      double millis = backoff.toMillis() * Math.pow(multiplier, attempt - 2.0);
      return Duration.ofMillis((long) Math.min(millis, max.toMillis()));
    }
  }

  /** How a request is signed. */
  public sealed interface Scheme {
    /** The secret that both sides know; empty where nothing is signed. */
    String secret();
  }

  /** No signature. */
  public record Unsigned() implements Scheme {
    @Override
    public String secret() {
      return "";
    }
  }

  /** {@code X-Hub-Signature-256}, hex of HMAC-SHA256 of the body; event and delivery in headers. */
  public record GitHub(String secret) implements Scheme {}

  /** {@code Stripe-Signature: t=…,v1=…}, hex of HMAC-SHA256 of {@code t.body}. */
  public record Stripe(String secret) implements Scheme {}

  /**
   * {@code X-Slack-Signature: v0=…}, hex of HMAC-SHA256 of {@code v0:t:body}; the time in a header.
   */
  public record Slack(String secret) implements Scheme {}

  /**
   * {@code X-HubSpot-Signature-v3}, Base64 of HMAC-SHA256 of method, URL, body and time in
   * milliseconds.
   */
  public record HubSpotV3(String secret) implements Scheme {}

  /**
   * A plain HMAC of the body.
   *
   * @param prefix what stands before the signature, such as {@code sha256=}
   */
  public record Hmac(
      String secret, String header, Algorithm algorithm, Encoding encoding, String prefix)
      implements Scheme {}

  /** Hash functions of a plain HMAC. */
  public enum Algorithm {
    /** HMAC-SHA1. */
    SHA1,
    /** HMAC-SHA256. */
    SHA256,
    /** HMAC-SHA512. */
    SHA512
  }

  /** How a signature is written. */
  public enum Encoding {
    /** Small hexadecimal digits. */
    Hex,
    /** Base64 with padding. */
    Base64
  }
}
