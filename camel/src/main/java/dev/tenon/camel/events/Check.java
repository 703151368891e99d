package dev.tenon.camel.events;

import java.time.Instant;
import java.util.Optional;

/** Whether a request is the vendor's. */
sealed interface Check {

  /**
   * It is.
   *
   * @param once for schemes that sign the time: what no second request may have while its time is
   *     still good
   */
  record Genuine(Optional<Once> once) implements Check {}

  /** It is not, or nobody can tell. */
  record Refused(Reason reason) implements Check {}

  /**
   * Good for one request.
   *
   * @param until when a repetition is too old anyway
   */
  record Once(String signature, Instant until) {}

  /** Why a request is refused: for the operator's log, never for the caller. */
  enum Reason {
    UNSIGNED("unsigned"),
    WRONG("with a wrong signature"),
    STALE("signed at another time than now"),
    REPLAYED("sent once more");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Words that follow a number of requests. */
    String text() {
      return text;
    }
  }
}
