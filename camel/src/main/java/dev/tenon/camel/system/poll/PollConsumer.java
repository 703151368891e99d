package dev.tenon.camel.system.poll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.system.http.HttpSystem;
import dev.tenon.plan.Call;
import dev.tenon.plan.RunnerReport;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultExchange;

/** Polls an HTTP System; each item is one exchange, its body the item as JSON. */
public final class PollConsumer extends DefaultConsumer implements Polling, Suspendable {
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Poller poller;

  /**
   * @throws IllegalArgumentException if a part of the call is wrong
   * @throws IllegalStateException if there is no state store
   */
  public PollConsumer(
      Endpoint endpoint,
      Processor processor,
      PlanRuntime runtime,
      HttpSystem http,
      String call,
      Call.Poll poll) {
    super(endpoint, processor);
    PassRecord record = new PassRecord(runtime.requireState().checkpoints(), runtime.of(), call);
    Call.Request request =
        poll.http()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the call " + call + " of an HTTP System states no request"));
    PollPass pass =
        new PollPass(
            http,
            http.template(call, request),
            call,
            poll,
            new PageReader(call, poll, http.target()),
            record,
            () -> new DefaultExchange(getEndpoint().getCamelContext()),
            this::handOn);
    this.poller = new Poller(runtime, call, schedule(call, poll), pass, record);
  }

  private static Schedule schedule(String call, Call.Poll poll) {
    if (poll.every().isPresent() == poll.cron().isPresent()) {
      throw new IllegalArgumentException(
          "the call " + call + " polls an HTTP System and must state one of every and cron");
    }
    return poll.every().isPresent()
        ? new Schedule.Every(poll.every().get())
        : Schedule.cron(poll.cron().get());
  }

  @Override
  public RunnerReport.Pass pass() {
    return poller.report();
  }

  /**
   * Sets the checkpoint and makes a pass from there.
   *
   * @see Poller#rewind
   */
  public boolean rewind(JsonNode checkpoint, Duration most) throws InterruptedException {
    return poller.rewind(checkpoint, most);
  }

  private Optional<String> handOn(Object item) {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(item);
      try {
        getProcessor().process(exchange);
      } catch (Exception e) {
        exchange.setException(e);
      }
      return Optional.ofNullable(exchange.getException()).map(PassFailed::wordsOf);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    poller.start();
  }

  @Override
  protected void doSuspend() throws Exception {
    poller.stop();
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    poller.start();
  }

  @Override
  protected void doStop() throws Exception {
    poller.stop();
    poller.awaitEnd(LONGEST_END);
    super.doStop();
  }
}
