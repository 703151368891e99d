package dev.tenon.engine.cel;

/** What the evaluation of an expression came to. */
public sealed interface CelOutcome {
  /** What it cost, in units of about one step each; never negative. */
  long cost();

  /** It has a value: a Boolean, a String, a Long, a Double, a List, and so on. */
  record Value(Object value, long cost) implements CelOutcome {}

  /**
   * It has none.
   *
   * @param reason why
   * @param message for the reader, in the words of cel-go
   */
  record Failure(Reason reason, String message, long cost) implements CelOutcome {}

  /** Why an expression has no value. */
  enum Reason {
    /** Something in it failed: a missing key, an index out of bounds, a number too large. */
    ERROR,
    /** A call does not fit the values that it was given, which types could not tell beforehand. */
    NO_SUCH_OVERLOAD,
    /** It took more steps than it may. */
    TOO_COSTLY
  }
}
