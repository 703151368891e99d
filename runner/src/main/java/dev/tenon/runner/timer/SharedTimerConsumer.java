package dev.tenon.runner.timer;

import dev.tenon.camel.state.StateUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.component.timer.TimerConstants;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires as {@link java.util.Timer} does: the next time counts from the start of the last run, and a
 * run that is longer than the period delays the next and never overlaps it. Fires only with the
 * lease of the route, which whoever fired keeps until after the next time; so among replicas one
 * fires, and when it stops, another goes on at the time that was planned, whether that is another
 * replica, the next revision or this one after a restart.
 */
final class SharedTimerConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
  private static final Logger LOG = LoggerFactory.getLogger(SharedTimerConsumer.class);

  /** How much longer than the period a lease lasts: a clock, or a commit, may be late. */
  private static final Duration LATE = Duration.ofSeconds(30);

  /** How often one without the lease asks for it, if the period is not shorter. */
  private static final Duration ASK = Duration.ofSeconds(10);

  private final TimerEndpoint endpoint;
  private final Ticks ticks;
  private final Duration period;
  private final Object lock = new Object();

  // all guarded by lock
  private boolean ticking;
  private boolean suspended;
  private boolean running;
  private Future<?> next;
  private long planned;
  private long ticked;
  private Optional<Instant> fired = Optional.empty();

  /** What came of a tick. */
  private enum Tick {
    FIRED,
    ANOTHER_FIRES,
    SKIPPED
  }

  SharedTimerConsumer(TimerEndpoint endpoint, Processor processor, Ticks ticks) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.ticks = ticks;
    this.period = Duration.ofMillis(endpoint.getPeriod());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    // routes are started one by one in a context that has started, this one after what it calls
    begin();
  }

  @Override
  protected void doStop() throws Exception {
    synchronized (lock) {
      ticking = false;
      if (next != null) {
        next.cancel(false);
      }
    }
    fired.ifPresent(this::leave);
    super.doStop();
  }

  @Override
  protected void doSuspend() throws Exception {
    synchronized (lock) {
      suspended = true;
    }
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    synchronized (lock) {
      suspended = false;
    }
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
    return false;
  }

  /** A run counts from the tick on, before there is an exchange that Camel could count. */
  @Override
  public int getPendingExchangesSize() {
    synchronized (lock) {
      return running ? 1 : 0;
    }
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    // nothing is kept here
  }

  private void begin() {
    synchronized (lock) {
      if (!ticking) {
        ticking = true;
        planned = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(endpoint.getDelay());
        plan();
      }
    }
  }

  /** Holds the lock. */
  private void plan() {
    try {
      next =
          ticks
              .clockwork()
              .schedule(this::tick, Math.max(0, planned - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      ticking = false;
    }
  }

  private void tick() {
    synchronized (lock) {
      if (!ticking || running) {
        return;
      }
      running = !suspended && ticks.workers().tryRun(this::run);
      if (!running) {
        // suspended, or no thread is free
        after(Tick.SKIPPED, System.nanoTime());
      }
    }
  }

  private void run() {
    long start = System.nanoTime();
    Tick tick = Tick.SKIPPED;
    try {
      if (wanted()) {
        tick = fireIfLeased();
      }
    } finally {
      synchronized (lock) {
        running = false;
        after(tick, start);
      }
    }
  }

  private boolean wanted() {
    synchronized (lock) {
      return ticking && !suspended;
    }
  }

  private Tick fireIfLeased() {
    Instant now = ticks.clock().instant();
    try {
      if (!acquire(period.plus(LATE), now)) {
        return Tick.ANOTHER_FIRES;
      }
    } catch (StateUnavailable e) {
      LOG.warn(
          "{}: route {} does not fire, the state store does not answer",
          ticks.integration().path(),
          getRouteId());
      return Tick.SKIPPED;
    }
    synchronized (lock) {
      fired = Optional.of(now);
    }
    fire(now);
    return Tick.FIRED;
  }

  /** Plans the next tick. Holds the lock. */
  private void after(Tick tick, long start) {
    boolean endless = !period.isZero() && endpoint.getRepeatCount() <= 0;
    if (tick != Tick.SKIPPED) {
      ticked++;
    }
    long last = period.isZero() ? 1 : endpoint.getRepeatCount();
    if (!ticking || !endless && ticked >= last) {
      return;
    }
    boolean asking = endless && tick == Tick.ANOTHER_FIRES || period.isZero();
    if (asking) {
      planned = start + (period.isZero() || ASK.compareTo(period) < 0 ? ASK : period).toNanos();
    } else if (endpoint.isFixedRate()) {
      planned = Math.max(planned + period.toNanos(), start);
    } else {
      planned = start + period.toNanos();
    }
    plan();
  }

  private boolean acquire(Duration until, Instant now) {
    return ticks.leases().acquire(ticks.integration(), leaseName(), ticks.replica(), until, now);
  }

  /** Leaves the lease to whoever fires next, from the time on at which that is due. */
  private void leave(Instant last) {
    Instant now = ticks.clock().instant();
    Duration rest = Duration.between(now, last.plus(period));
    try {
      if (rest.isNegative() || rest.isZero()) {
        ticks.leases().release(ticks.integration(), leaseName(), ticks.replica());
      } else {
        acquire(rest, now);
      }
    } catch (StateUnavailable e) {
      LOG.debug("The lease {} lapses by itself", leaseName());
    }
  }

  private String leaseName() {
    // with another period it is another schedule, and does not wait for the old one
    return "timer/" + getRouteId() + "/" + endpoint.getPeriod();
  }

  private void fire(Instant instant) {
    Exchange exchange = createExchange(false);
    if (endpoint.isIncludeMetadata()) {
      Date now = Date.from(instant);
      synchronized (lock) {
        exchange.setProperty(Exchange.TIMER_COUNTER, ticked + 1);
      }
      exchange.setProperty(Exchange.TIMER_NAME, endpoint.getTimerName());
      exchange.setProperty(Exchange.TIMER_PERIOD, endpoint.getPeriod());
      exchange.setProperty(TimerConstants.HEADER_FIRED_TIME, now);
      exchange.getIn().setHeader(TimerConstants.HEADER_FIRED_TIME, now);
      exchange.getIn().setHeader(TimerConstants.HEADER_MESSAGE_TIMESTAMP, now.getTime());
    }
    Future<?> renewal = renewal();
    try {
      createUoW(exchange);
      getProcessor().process(exchange);
    } catch (Exception | Error e) {
      exchange.setException(e);
    } finally {
      renewal.cancel(false);
      // whoever counts and logs runs has seen the failure: the next run is the retry
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  /** Keeps the lease while a run is longer than it. */
  private Future<?> renewal() {
    long third = period.plus(LATE).toMillis() / 3;
    Runnable renew = () -> ticks.workers().tryRun(this::renew);
    return ticks.clockwork().scheduleAtFixedRate(renew, third, third, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    try {
      acquire(period.plus(LATE), ticks.clock().instant());
    } catch (StateUnavailable e) {
      LOG.debug("The lease {} was not renewed", leaseName());
    }
  }
}
