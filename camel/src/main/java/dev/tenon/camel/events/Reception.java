package dev.tenon.camel.events;

import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Call;
import dev.tenon.plan.SecretKey;
import dev.tenon.plan.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.ObjectHelper;

/**
 * What a request goes through: bounds, signature, handshake, repetition, route. It is answered 202
 * when the route has completed, so when the event is committed, whether it was stored, known or
 * filtered. What the caller is told of a refusal does not depend on its reason.
 */
final class Reception extends AsyncProcessorSupport {
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final String NOT_SIGNED = "The request is not signed as it must be.";

  private final PlanRuntime runtime;
  private final Call.Receive receive;
  private final Webhook webhook;
  private final Signature signature;
  private final Optional<String> publicUrl;
  private final AsyncProcessor route;
  private final Remembered remembered = new Remembered();
  private final Refusals refusals;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean open;

  Reception(
      PlanRuntime runtime,
      Call.Receive receive,
      Webhook webhook,
      Optional<String> publicUrl,
      AsyncProcessor route) {
    this.runtime = runtime;
    this.receive = receive;
    this.webhook = webhook;
    this.signature = Signature.of(webhook);
    this.publicUrl =
        publicUrl.map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    this.route = route;
    this.refusals = new Refusals(runtime.of(), receive.system(), webhook);
  }

  /** Whether requests are taken. */
  void open(boolean now) {
    open = now;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    if (!"POST".equals(exchange.getMessage().getHeader(Exchange.HTTP_METHOD, String.class))) {
      Answers.set(exchange, 405, "Events are sent by POST.");
      exchange.getMessage().setHeader("Allow", "POST");
      return done(callback);
    }
    if (!open) {
      return later(exchange, "Not receiving now.", LATER, callback);
    }
    if (inFlight.incrementAndGet() > receive.maxInFlight()) {
      inFlight.decrementAndGet();
      return later(exchange, "Too many requests at a time.", Duration.ofSeconds(1), callback);
    }
    boolean here =
        admitted(
            exchange,
            done -> {
              inFlight.decrementAndGet();
              callback.done(done);
            });
    return here;
  }

  private boolean admitted(Exchange exchange, AsyncCallback callback) {
    byte[] body = body(exchange);
    if (body.length > receive.maxBytes()) {
      Answers.set(exchange, 413, "At most " + receive.maxBytes() + " bytes are taken.");
      return done(callback);
    }
    List<String> secrets = secrets();
    if (secrets.isEmpty()) {
      // it is ours to mend, and the vendor sends it once more
      return later(exchange, "Not receiving now.", Duration.ofMinutes(1), callback);
    }
    Instant now = runtime.clock().instant();
    Signed request = new Signed("POST", uris(exchange), name -> header(exchange, name), body);
    Check check = signature.check(request, secrets, now);
    if (check instanceof Check.Refused refused) {
      return unauthorized(exchange, refused.reason(), now, callback);
    }
    Optional<Signature.Handshake> handshake = signature.handshake(request);
    if (handshake.isPresent()) {
      Answers.set(exchange, handshake.get().status(), handshake.get().text());
      return done(callback);
    }
    Optional<Check.Once> once = ((Check.Genuine) check).once();
    if (once.filter(mark -> !remembered.first(mark, now)).isPresent()) {
      return unauthorized(exchange, Check.Reason.REPLAYED, now, callback);
    }
    Event.into(exchange, body);
    webhook.hmac().ifPresent(how -> exchange.getMessage().removeHeader(how.header()));
    // nobody waits for what the route says, only for its end
    exchange.setPattern(ExchangePattern.InOnly);
    return route.process(
        exchange,
        here -> {
          exchange.setPattern(ExchangePattern.InOut);
          if (exchange.getException() != null) {
            once.ifPresent(remembered::forget);
          }
          answer(exchange);
          callback.done(here);
        });
  }

  private static boolean done(AsyncCallback callback) {
    callback.done(true);
    return true;
  }

  private static boolean later(
      Exchange exchange, String text, Duration after, AsyncCallback callback) {
    Answers.later(exchange, text, after);
    return done(callback);
  }

  private boolean unauthorized(
      Exchange exchange, Check.Reason reason, Instant now, AsyncCallback callback) {
    refusals.refused(reason, now);
    Answers.set(exchange, 401, NOT_SIGNED);
    return done(callback);
  }

  /**
   * Failures that say "later", or that are about the request; others are the server's to answer.
   */
  private static void answer(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure == null) {
      Answers.set(exchange, 202, "");
      return;
    }
    SystemUnavailable away = ObjectHelper.getException(SystemUnavailable.class, failure);
    MessageRefused refused = ObjectHelper.getException(MessageRefused.class, failure);
    if (away != null || ObjectHelper.getException(StateUnavailable.class, failure) != null) {
      exchange.setException(null);
      Answers.later(
          exchange,
          "The event could not be stored; send it again.",
          away == null ? LATER : away.retryAfter().orElse(Duration.ofSeconds(30)));
    } else if (refused != null && refused.tooLarge()) {
      exchange.setException(null);
      Answers.set(exchange, 413, "The event is too large.");
    }
  }

  private List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    for (String key : List.of("secret", "previousSecret")) {
      runtime
          .secrets()
          .value(new SecretKey(webhook.secret(), key))
          .filter(value -> !value.isEmpty())
          .ifPresent(secrets::add);
    }
    return secrets;
  }

  private static Optional<String> authority(String url) {
    int start = url.indexOf("://") + 3;
    int end = url.indexOf('/', start);
    return start < 3 || end < 0 ? Optional.empty() : Optional.of(url.substring(start, end));
  }

  private static byte[] body(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return body == null ? new byte[0] : body;
  }

  private static Optional<String> header(Exchange exchange, String name) {
    // one that came twice is none: which of them was signed?
    return exchange.getMessage().getHeader(name) instanceof String value
        ? Optional.of(value)
        : Optional.empty();
  }

  /** Only what is configured is certain; else the Host header, by which the vendor called. */
  private List<String> uris(Exchange exchange) {
    String uri = header(exchange, Exchange.HTTP_URI).orElse(receive.path());
    if (publicUrl.isPresent()) {
      return List.of(publicUrl.get() + uri);
    }
    return header(exchange, "Host")
        // HTTP/2 has none
        .or(() -> header(exchange, Exchange.HTTP_URL).flatMap(Reception::authority))
        .map(host -> host.toLowerCase(Locale.ROOT))
        .map(host -> List.of("https://" + host + uri, "http://" + host + uri))
        .orElse(List.of());
  }
}
