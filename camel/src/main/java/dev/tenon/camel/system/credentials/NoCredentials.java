package dev.tenon.camel.system.credentials;

import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.plan.SecretKey;
import java.time.Duration;
import java.util.Optional;

/**
 * There is nothing to authenticate with now. The message says what to mend and never shows a value.
 */
public final class NoCredentials extends Exception {
  private static final long serialVersionUID = 1;

  private final Trouble trouble;
  private final boolean soon;
  private final transient Optional<Duration> retryAfter;

  private NoCredentials(
      Trouble trouble, boolean soon, String detail, Optional<Duration> retryAfter) {
    super(detail);
    this.trouble = trouble;
    this.soon = soon;
    this.retryAfter = retryAfter;
  }

  /** Somebody must change a Secret or a right. */
  static NoCredentials refused(String detail) {
    return new NoCredentials(Trouble.CredentialsRefused, false, detail, Optional.empty());
  }

  /** A key is not there. */
  static NoCredentials missing(SecretKey key) {
    return refused("the Secret " + key.secret() + " has no key " + key.key() + ": add it");
  }

  /** A key's value cannot be used. */
  static NoCredentials unusable(SecretKey key, String why) {
    return refused("the key " + key.key() + " of the Secret " + key.secret() + " " + why);
  }

  /** It may work in a moment. */
  static NoCredentials soon(String detail, Optional<Duration> retryAfter) {
    return new NoCredentials(Trouble.Unavailable, true, detail, retryAfter);
  }

  /** What kind of trouble it is. */
  public Trouble trouble() {
    return trouble;
  }

  /** Whether another attempt in a moment makes sense. */
  public boolean soon() {
    return soon;
  }

  /** How long whoever gives tokens asks to be left alone. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
