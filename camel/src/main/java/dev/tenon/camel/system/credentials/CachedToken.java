package dev.tenon.camel.system.credentials;

import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one access token for all calls. One caller at a time gets a new one; while the old one is
 * good the others go on with it. A refusal of the endpoint is remembered for a moment, because
 * vendors lock clients out that ask again and again with the wrong secret.
 */
final class CachedToken implements Authenticator {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final TokenSource source;
  private final InstantSource clock;
  private final Duration timeout;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Token token;
  private volatile String refused;
  private volatile Failure failure;

  /**
   * @param timeout how long to wait for another caller that gets a token
   */
  CachedToken(TokenSource source, InstantSource clock, Duration timeout) {
    this.source = source;
    this.clock = clock;
    this.timeout = timeout;
  }

  private record Failure(NoCredentials why, Instant at, long order, Object secrets) {}

  @Override
  public Optional<Field> authorization(Stop abort) throws NoCredentials {
    Token known = token;
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.renewAt())) {
      return field(known);
    }
    if (known != null && now.isBefore(known.goodUntil())) {
      renewEarly(known, abort);
      return field(token == null ? known : token);
    }
    return field(fetch(known, abort));
  }

  @Override
  public boolean refused(Optional<Field> field) {
    Token known = token;
    if (known != null && field(known).equals(field)) {
      refused = known.value();
      token = null;
    }
    return true;
  }

  /** By one caller alone, and of no consequence when it fails: the old token is still good. */
  private void renewEarly(Token old, Stop abort) {
    if (!fetching.tryLock()) {
      return;
    }
    try {
      if (old.equals(token)) {
        token = source.fetch(Optional.empty(), abort);
      }
    } catch (NoCredentials e) {
      token = old.renewingAt(clock.instant().plus(PAUSE));
    } finally {
      fetching.unlock();
    }
  }

  private Token fetch(Token expired, Stop abort) throws NoCredentials {
    long began = System.nanoTime();
    try {
      if (!fetching.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw NoCredentials.soon("its token endpoint does not answer in time", Optional.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NoCredentials.soon("this runner stops", Optional.empty());
    }
    try {
      Token known = token;
      if (known != null && !known.equals(expired)) {
        return known;
      }
      throwKnownFailure(began);
      Token next = ask(abort);
      failure = null;
      refused = null;
      token = next;
      return next;
    } finally {
      fetching.unlock();
    }
  }

  private Token ask(Stop abort) throws NoCredentials {
    try {
      return source.fetch(Optional.ofNullable(refused), abort);
    } catch (NoCredentials e) {
      failure = new Failure(e, clock.instant(), System.nanoTime(), source.secrets());
      throw e;
    }
  }

  /** What another caller just learnt, while this one waited, or what must not be asked so often. */
  private void throwKnownFailure(long began) throws NoCredentials {
    Failure known = failure;
    if (known == null) {
      return;
    }
    boolean whileWaiting = known.order() - began > 0;
    boolean again =
        !known.why().soon()
            && clock.instant().isBefore(known.at().plus(PAUSE))
            && source.secrets().equals(known.secrets());
    if (whileWaiting || again) {
      throw known.why();
    }
  }

  private static Optional<Field> field(Token token) {
    return Optional.of(new Field("Authorization", "Bearer " + token.value()));
  }
}
