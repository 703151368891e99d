package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.util.Optional;

/** A part of a vendor's API. */
interface Endpoint {

  /**
   * What was answered, and the record that was touched ({@code tickets/17}), empty if it was none.
   */
  record Handled(Answer answer, String resource) {
    static Handled of(Answer answer) {
      return new Handled(answer, "");
    }
  }

  /** Answers what belongs here; empty for what does not. */
  Optional<Handled> handle(Request request);
}
