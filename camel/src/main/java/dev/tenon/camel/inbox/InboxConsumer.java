package dev.tenon.camel.inbox;

import dev.tenon.camel.DeliveryListener;
import dev.tenon.camel.InboxKey;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/** Delivers what an inbox stores: the exchange of a message carries its content and its key. */
final class InboxConsumer extends DefaultConsumer implements Suspendable {
  private static final Duration KEEP = Duration.ofDays(30);

  private final PlanRuntime runtime;
  private final StateStore store;
  private final Call.Take take;
  private Optional<Lane> lane = Optional.empty();

  InboxConsumer(InboxEndpoint endpoint, Processor processor, PlanRuntime runtime, Call.Take take) {
    super(endpoint, processor);
    this.runtime = runtime;
    this.store = runtime.requireState();
    this.take = take;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    begin();
  }

  @Override
  protected void doStop() throws Exception {
    end();
    super.doStop();
  }

  @Override
  protected void doSuspend() throws Exception {
    end();
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    begin();
  }

  private void begin() {
    Lane.Setting setting =
        new Lane.Setting(
            new Inbox(runtime.of(), take.inbox()),
            store,
            runtime.clock(),
            runtime.plan().resilience().hold(),
            take.ordered() ? 1 : Math.max(1, take.concurrency()),
            keep(),
            listener(),
            this::attempt);
    Lane begun = take.ordered() ? new OrderedLane(setting) : new ParallelLane(setting);
    Deliveries.open(begun);
    lane = Optional.of(begun);
  }

  private void end() {
    lane.ifPresent(
        running -> {
          running.end();
          Deliveries.close(running);
        });
    lane = Optional.empty();
  }

  /** As long as the route that stores here asks for; the longest, where there are several. */
  private Duration keep() {
    return runtime.plan().calls().values().stream()
        .filter(call -> call instanceof Call.Put put && put.inbox().equals(take.inbox()))
        .map(call -> ((Call.Put) call).keep())
        .max(Duration::compareTo)
        .orElse(KEEP);
  }

  private DeliveryListener listener() {
    DeliveryListener bound =
        getEndpoint().getCamelContext().getRegistry().findSingleByType(DeliveryListener.class);
    return bound == null ? (inbox, since) -> {} : bound;
  }

  private boolean attempt(Stored message, Lane.Ended ended) {
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOnly);
    StoredContent.into(exchange, message.content());
    exchange
        .getMessage()
        .setHeader(Exchange.MESSAGE_TIMESTAMP, message.acceptedAt().toEpochMilli());
    InboxKey.set(exchange, message.key());
    AtomicBoolean judged = new AtomicBoolean();
    AsyncCallback judge =
        here -> {
          if (judged.compareAndSet(false, true)) {
            Verdict verdict = Verdict.of(exchange);
            releaseExchange(exchange, false);
            ended.with(verdict, here);
          }
        };
    try {
      return getAsyncProcessor().process(exchange, judge);
    } catch (RuntimeException | Error e) {
      // a processor that throws has broken its contract; the message must not be lost to it
      exchange.setException(e);
      judge.done(true);
      return true;
    }
  }
}
