package dev.tenon.runner.http;

import dev.tenon.runner.http.ContextHttp.Found;
import dev.tenon.runner.http.ContextHttp.Match;
import dev.tenon.runner.http.Exchanges.Incoming;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An integration's place on the shared server, there from its first start until it is removed,
 * whichever revision of it answers, and also while none does.
 */
public final class Mount {
  private static final Logger LOG = LoggerFactory.getLogger(Mount.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration RESTART = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(60);

  private final Front front;
  private final Gate gate;
  private volatile State state = State.CLOSED;
  private volatile Optional<ContextHttp> current = Optional.empty();

  /** Whether requests are taken, and if not, why. */
  private enum State {
    OPEN,
    PAUSED,
    CLOSED
  }

  Mount(Front front, Gate gate) {
    this.front = front;
    this.gate = gate;
  }

  /** Requests go to this context from now on; those that others have begun go on there. */
  public void open(ContextHttp context) {
    current = Optional.of(context);
    state = State.OPEN;
  }

  /** Requests are answered 503 until {@link #open}. */
  public void pause() {
    state = State.PAUSED;
  }

  /** No context serves: requests are answered 503. */
  public void close() {
    state = State.CLOSED;
    current = Optional.empty();
  }

  /** Requests in work. */
  public int inWork() {
    return gate.inWork();
  }

  /** Takes a request on the event loop; must not block. */
  void handle(HttpServerRequest request, List<String> path) {
    Optional<ContextHttp> context = current;
    if (state != State.OPEN || context.isEmpty()) {
      refuseForNow(request);
      return;
    }
    Found found = context.get().find(request.method().name(), path);
    if (found.match().isEmpty()) {
      Front.refuse(request, found.allowed().isEmpty() ? Front.NOT_FOUND : notAllowed(found));
      return;
    }
    Match match = found.match().get();
    String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    if (!match.consumer().consumes(type)) {
      Front.refuse(
          request,
          ProblemDetails.of(
              415,
              "Unsupported media type",
              "Send " + match.consumer().getEndpoint().getConsumes() + "."));
    } else if (!match.consumer().produces(accept)) {
      Front.refuse(
          request,
          ProblemDetails.of(
              406,
              "Not acceptable",
              "There is " + match.consumer().getEndpoint().getProduces() + " only."));
    } else if (!gate.enterReading()) {
      Front.refuse(request, busy());
    } else {
      new BodyReader(
              request,
              front.vertx(),
              context.get().maxBytes(),
              gate::leaveReading,
              body -> work(request, path, body))
          .read();
    }
  }

  private void work(HttpServerRequest request, List<String> path, byte[] body) {
    Optional<ContextHttp> entered = enter();
    if (entered.isEmpty()) {
      refuseForNow(request);
      return;
    }
    ContextHttp context = entered.get();
    // looked up again: while the body was read, another revision may have taken over
    Optional<Match> match = context.find(request.method().name(), path).match();
    if (match.isEmpty()) {
      context.leave();
      Front.NOT_FOUND.send(request.response());
    } else if (!run(
        context,
        new Incoming(request, body, match.get().pathParameters()),
        match.get().consumer())) {
      context.leave();
      match.get().consumer().turnedAway();
      busy().send(request.response());
    }
  }

  /** Runs a route on a thread of its own; false when there is no room for it. */
  private boolean run(ContextHttp context, Incoming incoming, FrontConsumer consumer) {
    if (!gate.enterWork()) {
      return false;
    }
    boolean taken =
        front
            .workers()
            .tryRun(
                () -> {
                  try {
                    Answer answer;
                    try {
                      answer = consumer.run(incoming);
                    } finally {
                      gate.leaveWork();
                    }
                    answer.send(incoming.response());
                  } catch (RuntimeException | Error e) {
                    // never leave a caller without an answer
                    LOG.error("a request could not be answered", e);
                    Front.BROKEN.send(incoming.response());
                  } finally {
                    // after the answer: neither context nor server is stopped before it
                    context.leave();
                  }
                });
    if (!taken) {
      gate.leaveWork();
    }
    return taken;
  }

  private Optional<ContextHttp> enter() {
    Optional<ContextHttp> context = current;
    while (state == State.OPEN && context.isPresent()) {
      if (context.get().enter()) {
        return context;
      }
      Optional<ContextHttp> next = current;
      if (next.equals(context)) {
        return Optional.empty();
      }
      context = next;
    }
    return Optional.empty();
  }

  private void refuseForNow(HttpServerRequest request) {
    Front.refuse(
        request,
        state == State.PAUSED
            ? ProblemDetails.later(503, "Paused", "This integration is paused.", PAUSE)
            : ProblemDetails.later(
                503, "Not available now", "This integration does not run now.", RESTART));
  }

  private static ProblemDetails busy() {
    return ProblemDetails.later(
        503, "Busy", "Too many requests of this integration are in work.", SOON);
  }

  private static ProblemDetails notAllowed(Found found) {
    return new ProblemDetails(
        405,
        "Method not allowed",
        "This path takes " + String.join(", ", found.allowed()) + ".",
        Optional.empty(),
        Optional.empty(),
        Optional.of(String.join(", ", found.allowed())));
  }
}
