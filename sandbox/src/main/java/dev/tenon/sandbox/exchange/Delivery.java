package dev.tenon.sandbox.exchange;

import java.time.Duration;

/** How an answer goes out: in order, or as one that misbehaves. */
public sealed interface Delivery {

  /** In order. */
  Delivery WHOLE = new Whole();

  /** As HTTP wants it. */
  record Whole() implements Delivery {}

  /** In pieces of {@code bytes}, with a pause before each. */
  record Drip(boolean head, boolean body, Duration every, int bytes) implements Delivery {}

  /**
   * After a part of the answer the connection is reset (RST) or its sending direction closed (FIN).
   */
  record Cut(Until until, End end) implements Delivery {}

  /** Nothing is sent, and the connection stays. */
  record Silence() implements Delivery {}

  /** Instead of the answer's body, this many bytes of JSON in chunks. */
  record Flood(long bytes) implements Delivery {}

  /** How much of an answer goes out. */
  enum Until {
    /** Nothing. */
    NOTHING,
    /** Half of the headers. */
    MID_HEAD,
    /** The headers and half of the body. */
    MID_BODY
  }

  /** How a cut connection ends. */
  enum End {
    /** RST. */
    RESET,
    /** FIN in both directions. */
    CLOSE,
    /** FIN in the vendor's direction; the client may go on sending. */
    HALF_CLOSE
  }
}
