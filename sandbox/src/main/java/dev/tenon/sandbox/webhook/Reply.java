package dev.tenon.sandbox.webhook;

/**
 * What a receiver answered.
 *
 * @param status 0 where there was no answer
 * @param failure why there was none: {@code refused}, {@code closed}, {@code timeout}, {@code
 *     garbled}; empty where there was one
 */
public record Reply(int status, String failure) {

  /** Whether the event was taken. */
  public boolean taken() {
    return status >= 200 && status < 300;
  }

  /** The status, or why there is none. */
  public String word() {
    return failure.isEmpty() ? Integer.toString(status) : failure;
  }
}
