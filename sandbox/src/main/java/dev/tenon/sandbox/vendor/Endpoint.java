package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.util.Optional;

/** A part of a vendor's API. */
interface Endpoint {

  /**
   * What was answered.
   *
   * @param resource the record that was touched ({@code tickets/17}), or the collection ({@code
   *     tickets}), empty if it was none
   * @param write whether it was to change something
   */
  record Handled(Answer answer, String resource, boolean write) {
    static Handled of(Answer answer, boolean write) {
      return new Handled(answer, "", write);
    }
  }

  /** Answers what belongs here; empty for what does not. */
  Optional<Handled> handle(Request request);
}
