package dev.tenon.camel.system.foreign;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.system.credentials.Login;
import dev.tenon.camel.system.credentials.NoCredentials;
import dev.tenon.camel.system.guard.Guard;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.poll.PassFailed;
import dev.tenon.camel.system.poll.Polling;
import dev.tenon.camel.system.threads.SharedThreads;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.plan.SystemSpec;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RouteAware;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a System by another component's consumer. What that does with an item that could not be
 * handed on is its own: a file stays where it is and comes with a later poll, or is moved where its
 * {@code moveFailed} says. A poll that failed, or an item of it, is followed by a pause of {@code
 * hold.retryInterval}. A consumer that is pushed to has no later poll, so while the state store
 * does not answer the item is tried again and again, and the consumer takes no other.
 */
public final class ForeignConsumer extends DefaultConsumer
    implements Polling, Suspendable, ShutdownAware {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignConsumer.class);
  private static final int LOOK_SECONDS = 30;

  private final SystemSpec system;
  private final PlanRuntime runtime;
  private final PollTurns turns;
  private volatile Stop stop = new Stop();
  private Optional<Login> login = Optional.empty();
  private Optional<Endpoint> endpoint = Optional.empty();
  private Optional<Consumer> inner = Optional.empty();
  private Optional<Future<?>> looks = Optional.empty();
  private boolean scheduled;

  /**
   * Its endpoint is made when it starts.
   *
   * @throws IllegalStateException if there is no state store
   */
  public ForeignConsumer(
      Endpoint ours,
      Processor processor,
      SystemSpec system,
      String call,
      PlanRuntime runtime,
      Guard guard) {
    super(ours, processor);
    this.system = system;
    this.runtime = runtime;
    runtime.requireState();
    this.turns = new PollTurns(runtime, system.name(), call, guard);
  }

  @Override
  public RunnerReport.Pass pass() {
    return turns.pass();
  }

  /** Each item of the other component's consumer goes through here into the route. */
  private void handOn(Exchange exchange) {
    while (true) {
      Exchange attempt = scheduled ? exchange : exchange.copy();
      try {
        getProcessor().process(attempt);
      } catch (Exception e) {
        attempt.setException(e);
      }
      if (attempt.getException() == null) {
        return;
      }
      if (scheduled) {
        turns.failed(
            "an item could not be handed on: " + PassFailed.wordsOf(attempt.getException()));
        return;
      }
      if (!(attempt.getException() instanceof StateUnavailable) || pause()) {
        exchange.setException(attempt.getException());
        return;
      }
    }
  }

  private boolean pause() {
    try {
      return stop.await(runtime.plan().resilience().retry().maxBackoff());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private synchronized void openInner() throws Exception {
    Endpoint other = ForeignEndpoints.create(getEndpoint().getCamelContext(), system, login);
    scheduled = other instanceof ScheduledPollEndpoint;
    if (other instanceof ScheduledPollEndpoint polled) {
      polled.setPollStrategy(turns);
      if (!system.parameters().containsKey("initialDelay")) {
        polled.setInitialDelay(0);
      }
    }
    endpoint = Optional.of(other);
    ServiceHelper.startService(other);
    Consumer consumer = other.createConsumer(this::handOn);
    if (consumer instanceof RouteAware aware) {
      aware.setRoute(getRoute());
    }
    if (consumer instanceof RouteIdAware aware) {
      aware.setRouteId(getRouteId());
    }
    if (consumer instanceof DefaultConsumer known) {
      known.setExceptionHandler(new QuietHandler());
    }
    inner = Optional.of(consumer);
    ServiceHelper.startService(consumer);
  }

  private synchronized void closeInner() {
    ServiceHelper.stopAndShutdownServices(inner.orElse(null), endpoint.orElse(null));
    inner = Optional.empty();
    endpoint = Optional.empty();
  }

  /** Opens it when the Secret is there, and again when it has changed. */
  private void look() {
    if (!isRunAllowed() || isSuspendingOrSuspended()) {
      return;
    }
    try {
      Optional<Login> now = Login.read(system, runtime.secrets());
      synchronized (this) {
        if (inner.isPresent() && login.equals(now)) {
          return;
        }
        closeInner();
        login = now;
        openInner();
      }
    } catch (NoCredentials e) {
      runtime
          .healths()
          .troubled(
              system.name(), Trouble.CredentialsRefused, e.getMessage(), runtime.clock().instant());
    } catch (Exception e) {
      LOG.info("System {} cannot be read yet", system.name(), e);
      closeInner();
      runtime
          .healths()
          .troubled(
              system.name(),
              Trouble.Unavailable,
              "its endpoint does not start",
              runtime.clock().instant());
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    stop = new Stop();
    // a System that is not understood is a mistake in the declaration, and fails the start
    ForeignEndpoints.create(getEndpoint().getCamelContext(), system, Optional.empty());
    look();
    looks =
        Optional.of(
            SharedThreads.timer()
                .scheduleWithFixedDelay(
                    () -> SharedThreads.workers().execute(this::look),
                    LOOK_SECONDS,
                    LOOK_SECONDS,
                    TimeUnit.SECONDS));
  }

  @Override
  protected void doSuspend() throws Exception {
    stop.ask();
    inner.ifPresent(ServiceHelper::suspendService);
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    stop = new Stop();
    inner.ifPresent(ServiceHelper::resumeService);
  }

  @Override
  protected void doStop() throws Exception {
    stop.ask();
    looks.ifPresent(future -> future.cancel(false));
    looks = Optional.empty();
    closeInner();
    super.doStop();
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
    return inner.filter(ShutdownAware.class::isInstance).isPresent()
        && ((ShutdownAware) inner.get()).deferShutdown(shutdownRunningTask);
  }

  @Override
  public int getPendingExchangesSize() {
    return inner.filter(ShutdownAware.class::isInstance).isPresent()
        ? ((ShutdownAware) inner.get()).getPendingExchangesSize()
        : 0;
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    stop.ask();
    inner
        .filter(ShutdownAware.class::isInstance)
        .ifPresent(aware -> ((ShutdownAware) aware).prepareShutdown(suspendOnly, forced));
  }

  /** One line: what failed is in the report, and a stack for each poll helps nobody. */
  private final class QuietHandler implements org.apache.camel.spi.ExceptionHandler {
    @Override
    public void handleException(Throwable exception) {
      LOG.debug("Reading System {} failed", system.name(), exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
      handleException(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
      handleException(exception);
    }
  }
}
