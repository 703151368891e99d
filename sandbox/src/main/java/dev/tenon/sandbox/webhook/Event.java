package dev.tenon.sandbox.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event to be sent as somebody asks, unlike what is declared in this or that: another body or
 * receiver, an old signature, a wrong one or none, an id that was used before. What is empty is as
 * declared.
 *
 * @param age how long ago the signature was made
 * @param id the event's id, for a replay; empty: a new one
 */
public record Event(
    Optional<URI> url,
    Optional<String> name,
    Optional<byte[]> body,
    Optional<String> secret,
    Signed signed,
    Duration age,
    Optional<String> id,
    Map<String, String> headers) {

  /** Whether the signature is right. */
  public enum Signed {
    /** It is. */
    Right,
    /** It is one for another body. */
    Wrong,
    /** There is none. */
    Not
  }

  /** As declared in everything: the next payload. */
  public static Event next() {
    return new Event(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Signed.Right,
        Duration.ZERO,
        Optional.empty(),
        Map.of());
  }

  /** With this body. */
  public static Event of(String body) {
    return next().body(body.getBytes(StandardCharsets.UTF_8));
  }

  /** With this body. */
  public Event body(byte[] body) {
    return new Event(url, name, Optional.of(body), secret, signed, age, id, headers);
  }

  /** To another receiver. */
  public Event to(URI url) {
    return new Event(Optional.of(url), name, body, secret, signed, age, id, headers);
  }

  /** As this kind of event, such as {@code issues}. */
  public Event named(String name) {
    return new Event(url, Optional.of(name), body, secret, signed, age, id, headers);
  }

  /** Signed with another secret. */
  public Event secret(String secret) {
    return new Event(url, name, body, Optional.of(secret), signed, age, id, headers);
  }

  /** Signed rightly, wrongly or not at all. */
  public Event signed(Signed signed) {
    return new Event(url, name, body, secret, signed, age, id, headers);
  }

  /** Signed so long ago. */
  public Event aged(Duration age) {
    return new Event(url, name, body, secret, signed, age, id, headers);
  }

  /** With this id, such as that of an event that was sent before. */
  public Event id(String id) {
    return new Event(url, name, body, secret, signed, age, Optional.of(id), headers);
  }

  /** With a header more. */
  public Event header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Event(url, this.name, body, secret, signed, age, id, more);
  }
}
