package dev.tenon.camel.system.http;

import dev.tenon.camel.system.credentials.Authenticator;
import dev.tenon.camel.system.credentials.NoCredentials;
import dev.tenon.camel.system.guard.Attempt;
import dev.tenon.camel.system.guard.Outcome;
import dev.tenon.camel.system.guard.Outcome.Signal;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Answer;
import dev.tenon.camel.system.transport.AnswerTooLarge;
import dev.tenon.camel.system.transport.Field;
import dev.tenon.camel.system.transport.HttpTransport;
import dev.tenon.camel.system.transport.NoAnswer;
import dev.tenon.camel.system.transport.Request;
import dev.tenon.camel.system.transport.RetryAfter;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One request, and what its answer means. A request that changes something is repeated like any
 * other: it carries the same idempotency key each time, and not repeating it here would only let
 * the inbox repeat it a minute later.
 */
final class HttpAttempt implements Attempt<Answer> {
  /** The largest answer that is read: it is held in memory as a whole. */
  private static final int MAX_BYTES = 10 * 1024 * 1024;

  private final Request request;
  private final SystemSpec spec;
  private final Authenticator authenticator;
  private final Duration timeout;
  private final InstantSource clock;
  private final Stop abort;
  private Optional<Field> authorization = Optional.empty();

  HttpAttempt(
      Request request,
      SystemSpec spec,
      Authenticator authenticator,
      Duration timeout,
      InstantSource clock,
      Stop abort) {
    this.request = request;
    this.spec = spec;
    this.authenticator = authenticator;
    this.timeout = timeout;
    this.clock = clock;
    this.abort = abort;
  }

  @Override
  public Optional<Outcome<Answer>> prepare() {
    try {
      authorization = authenticator.authorization(abort);
      return Optional.empty();
    } catch (NoCredentials e) {
      return Optional.of(
          e.soon()
              ? new Outcome.Soon<>(e.getMessage(), e.retryAfter(), Signal.Neither)
              : new Outcome.Later<>(e.trouble(), e.getMessage(), e.retryAfter(), Signal.Neither));
    }
  }

  @Override
  public Outcome<Answer> make(Slot slot) {
    try {
      Request authorized = authorization.map(request::with).orElse(request);
      return meaning(HttpTransport.shared().send(authorized, timeout, MAX_BYTES, abort));
    } catch (NoAnswer e) {
      return new Outcome.Soon<>(
          e.getMessage(), Optional.empty(), abort.asked() ? Signal.Neither : Signal.Fails);
    } catch (AnswerTooLarge e) {
      return new Outcome.Never<>(e.status(), e.getMessage());
    }
  }

  @Override
  public boolean renew() {
    return authenticator.refused(authorization);
  }

  private Outcome<Answer> meaning(Answer answer) {
    int status = answer.status();
    String text = answer.statusText();
    Instant now = clock.instant();
    if (status >= 200 && status < 300) {
      return new Outcome.Done<>(answer);
    }
    if (spec.unavailableOn().contains(status)) {
      return new Outcome.Later<>(
          Trouble.Unavailable, text, RetryAfter.of(answer, now), Signal.Fails);
    }
    if (status == 401) {
      return new Outcome.Unauthorized<>(text);
    }
    if (status == 429) {
      // it works, and we were too fast
      return new Outcome.Soon<>(text, RetryAfter.of(answer, now), Signal.Neither);
    }
    if (status == 408 || (status >= 500 && status < 600)) {
      return new Outcome.Soon<>(text, RetryAfter.of(answer, now), Signal.Fails);
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Never<>(status, text + ", and redirects are not followed");
    }
    return new Outcome.Never<>(status, text);
  }
}
