package dev.tenon.camel.system.guard;

import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.util.Optional;

/** How one attempt ended. Details are for people and name no content, secret or exception. */
public sealed interface Outcome<T> {

  /** What the attempt says of the System's state; the circuit breaker counts the first two. */
  enum Signal {
    Works,
    Fails,
    /** Says nothing: the System is up, and it was we who were too early or not let in. */
    Neither
  }

  /** What the circuit breaker learns. */
  Signal signal();

  /** The System did it. */
  record Done<T>(T value) implements Outcome<T> {
    @Override
    public Signal signal() {
      return Signal.Works;
    }
  }

  /**
   * The System will never do it.
   *
   * @param status as in HTTP, or 0
   */
  record Never<T>(int status, String detail) implements Outcome<T> {
    @Override
    public Signal signal() {
      return Signal.Works;
    }
  }

  /**
   * The System may do it in a moment: tried again in place.
   *
   * @param retryAfter how long the System asks to be left alone
   */
  record Soon<T>(String detail, Optional<Duration> retryAfter, Signal signal)
      implements Outcome<T> {}

  /** The System may do it later: not tried again in place. */
  record Later<T>(Trouble trouble, String detail, Optional<Duration> retryAfter, Signal signal)
      implements Outcome<T> {}

  /** The System did not accept the credentials: tried once more if there are others. */
  record Unauthorized<T>(String detail) implements Outcome<T> {
    @Override
    public Signal signal() {
      return Signal.Neither;
    }
  }
}
