package dev.tenon.camel.system.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An access token.
 *
 * @param renewAt from when it should be replaced, although it is still good
 * @param goodUntil when it ends; far away for tokens whose end nobody told
 */
record Token(String value, Instant renewAt, Instant goodUntil) {
  private static final Duration UNTOLD = Duration.ofDays(365);

  /**
   * A token that lives so long from now. It is renewed when four fifths of its life are over, or a
   * little later, so that replicas do not do it together.
   *
   * @param lifetime as the token endpoint told, if it did
   */
  static Token living(String value, Optional<Duration> lifetime, Instant now) {
    Duration life = lifetime.filter(time -> !time.isNegative() && !time.isZero()).orElse(UNTOLD);
    double part = 0.8 + 0.1 * ThreadLocalRandom.current().nextDouble();
    Duration fresh = Duration.ofMillis((long) (life.toMillis() * part));
    return new Token(value, now.plus(fresh), now.plus(life));
  }

  Token renewingAt(Instant instant) {
    return new Token(value, instant, goodUntil);
  }

  @Override
  public String toString() {
    return "a token until " + goodUntil;
  }
}
