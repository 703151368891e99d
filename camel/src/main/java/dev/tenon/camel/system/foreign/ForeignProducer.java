package dev.tenon.camel.system.foreign;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.system.credentials.Login;
import dev.tenon.camel.system.credentials.NoCredentials;
import dev.tenon.camel.system.guard.Attempt;
import dev.tenon.camel.system.guard.Guard;
import dev.tenon.camel.system.guard.Outcome;
import dev.tenon.camel.system.guard.Outcome.Signal;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.http.RepeatableBody;
import dev.tenon.camel.system.threads.SharedThreads;
import dev.tenon.plan.Durations;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.StreamCache;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a System by another component's producer. Each attempt works on a copy of the exchange in a
 * thread of its own: when its time is over nobody waits for it, and what it still does cannot
 * change the exchange. It keeps its slot until it ends, so no more than that hang.
 */
public final class ForeignProducer extends DefaultProducer {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignProducer.class);

  private final SystemSpec system;
  private final PlanRuntime runtime;
  private final Guard guard;
  private final Supplier<Stop> stop;
  private final Duration timeout;
  private volatile Inner inner;

  /** Its endpoint is made when it starts. */
  public ForeignProducer(
      Endpoint endpoint, SystemSpec system, PlanRuntime runtime, Guard guard, Supplier<Stop> stop) {
    super(endpoint);
    this.system = system;
    this.runtime = runtime;
    this.guard = guard;
    this.stop = stop;
    this.timeout = runtime.plan().resilience().timeout();
  }

  /** The other component's producer, and what it logs in with. */
  private record Inner(Endpoint endpoint, Producer producer, Optional<Login> login) {}

  @Override
  public void process(Exchange exchange) throws SystemUnavailable, RequestRefused {
    RepeatableBody.keep(exchange);
    Message answer = guard.call(new CopyAttempt(exchange), stop.get());
    Message message = exchange.getMessage();
    message.setBody(answer.getBody());
    message.setHeaders(answer.getHeaders());
  }

  private final class CopyAttempt implements Attempt<Message> {
    private final Exchange exchange;
    private Inner target;

    CopyAttempt(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public Optional<Outcome<Message>> prepare() {
      try {
        target = inner();
        return Optional.empty();
      } catch (NoCredentials e) {
        return Optional.of(
            new Outcome.Later<>(e.trouble(), e.getMessage(), Optional.empty(), Signal.Neither));
      } catch (NotConnected e) {
        return Optional.of(new Outcome.Soon<>(e.getMessage(), Optional.empty(), Signal.Neither));
      }
    }

    @Override
    public Outcome<Message> make(Slot slot) {
      Exchange copy = exchange.copy();
      if (copy.getMessage().getBody() instanceof StreamCache cache) {
        cache.reset();
      }
      Runnable release = slot.keep();
      CompletableFuture<Exchange> done = new CompletableFuture<>();
      Future<?> work =
          SharedThreads.workers()
              .submit(
                  () -> {
                    try {
                      process(target.producer(), copy);
                      done.complete(copy);
                    } finally {
                      release.run();
                      done.completeExceptionally(new IllegalStateException("it did not end"));
                    }
                  });
      try {
        Exchange ended = done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return ended.getException() == null
            ? new Outcome.Done<>(ended.getMessage())
            : Meaning.of(ended.getException());
      } catch (TimeoutException e) {
        work.cancel(true);
        return new Outcome.Soon<>(
            "no end within " + Durations.format(timeout), Optional.empty(), Signal.Fails);
      } catch (ExecutionException e) {
        return Meaning.of(e.getCause());
      } catch (InterruptedException e) {
        work.cancel(true);
        Thread.currentThread().interrupt();
        return new Outcome.Soon<>("this runner stops", Optional.empty(), Signal.Neither);
      }
    }
  }

  private static void process(Producer producer, Exchange copy) {
    try {
      producer.process(copy);
    } catch (Exception e) {
      copy.setException(e);
    }
  }

  /** The producer for the login that the Secret states now. */
  private Inner inner() throws NoCredentials, NotConnected {
    Optional<Login> login = Login.read(system, runtime.secrets());
    Inner known = inner;
    if (known != null && known.login().equals(login)) {
      return known;
    }
    synchronized (this) {
      if (inner != null && inner.login().equals(login)) {
        return inner;
      }
      Inner old = inner;
      inner = create(login);
      if (old != null) {
        // calls that use it are given their time
        Future<?> unused =
            SharedThreads.timer()
                .schedule(
                    () -> SharedThreads.workers().execute(() -> close(old)),
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
      }
      return inner;
    }
  }

  private Inner create(Optional<Login> login) throws NotConnected {
    Endpoint endpoint = ForeignEndpoints.create(getEndpoint().getCamelContext(), system, login);
    try {
      ServiceHelper.startService(endpoint);
      Producer producer = endpoint.createProducer();
      ServiceHelper.startService(producer);
      return new Inner(endpoint, producer, login);
    } catch (Exception e) {
      ServiceHelper.stopAndShutdownService(endpoint);
      throw new NotConnected(e);
    }
  }

  /** The other component's producer does not start, perhaps only now. */
  private static final class NotConnected extends Exception {
    private static final long serialVersionUID = 1;

    NotConnected(Exception cause) {
      super("its endpoint does not start", cause);
    }
  }

  private static void close(Inner inner) {
    ServiceHelper.stopAndShutdownServices(inner.producer(), inner.endpoint());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    try {
      inner();
    } catch (NoCredentials | NotConnected e) {
      // as with any other call: it is said when one is made, and mended without a restart
      LOG.info("System {} cannot be called yet: {}", system.name(), e.getMessage());
    }
  }

  @Override
  protected void doStop() throws Exception {
    Inner last = inner;
    inner = null;
    if (last != null) {
      close(last);
    }
    super.doStop();
  }
}
