package dev.tenon.camel;

import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.util.Optional;

/**
 * A System cannot be used now; the same request may succeed later. The message names System, reason
 * and attempts, and never a body or a credential.
 */
public final class SystemUnavailable extends Exception {
  private static final long serialVersionUID = 1;

  private final String system;
  private final Trouble trouble;
  private final String detail;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param detail for status conditions, such as {@code 503 Service Unavailable} or {@code no
   *     answer within 10s}; the same for as long as the cause is, so without times
   * @param retryAfter how long the System, or the quota, asks to be left alone
   */
  public SystemUnavailable(
      String system,
      Trouble trouble,
      int attempts,
      String detail,
      Optional<Duration> retryAfter,
      Throwable cause) {
    super(system + " is unavailable: " + detail + " (attempt " + attempts + ")", cause);
    this.system = system;
    this.trouble = trouble;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** The System's name. */
  public String system() {
    return system;
  }

  /** Why: away, credentials refused, or out of quota. */
  public Trouble trouble() {
    return trouble;
  }

  /** What happened, in a few words. */
  public String detail() {
    return detail;
  }

  /** How long to leave the System alone, if it said so. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
