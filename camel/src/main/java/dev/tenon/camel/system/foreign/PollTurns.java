package dev.tenon.camel.system.foreign;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.camel.system.guard.Guard;
import dev.tenon.camel.system.guard.Outcome;
import dev.tenon.camel.system.guard.Outcome.Signal;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.poll.Turn;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Decides about the polls that another component makes by its own schedule: not while another
 * replica polls, not without a permit, and not at once after one failed.
 */
final class PollTurns extends ServiceSupport implements PollingConsumerPollStrategy {
  private final PlanRuntime runtime;
  private final String system;
  private final Guard guard;
  private final String turn;
  private final Duration pause;
  private Optional<Turn> ours = Optional.empty();
  private Optional<Guard.Leave> leave = Optional.empty();
  private Instant notBefore = Instant.EPOCH;
  private Optional<String> itemFailure = Optional.empty();
  private volatile RunnerReport.Pass pass =
      new RunnerReport.Pass(Optional.empty(), Optional.empty());

  PollTurns(PlanRuntime runtime, String system, String call, Guard guard) {
    this.runtime = runtime;
    this.system = system;
    this.guard = guard;
    this.turn = "poll/" + call;
    this.pause = runtime.plan().resilience().hold().retryInterval();
  }

  /** The last complete poll, and what is wrong since. */
  RunnerReport.Pass pass() {
    return pass;
  }

  /** An item of the poll under way could not be handed on; it comes again with a later poll. */
  synchronized void failed(String why) {
    itemFailure = Optional.of(why);
  }

  @Override
  public synchronized boolean begin(Consumer consumer, Endpoint endpoint) {
    end(Signal.Neither);
    if (runtime.clock().instant().isBefore(notBefore)) {
      return false;
    }
    try {
      ours = Turn.take(runtime, turn, new Stop());
      if (ours.isEmpty()) {
        return false;
      }
      leave = Optional.of(guard.enter());
      return true;
    } catch (SystemUnavailable e) {
      skip(e.getMessage(), e.retryAfter().orElse(pause));
    } catch (StateUnavailable e) {
      skip(e.getMessage(), pause);
    }
    end(Signal.Neither);
    return false;
  }

  @Override
  public synchronized void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    end(Signal.Works);
    runtime.healths().fine(system);
    if (itemFailure.isPresent()) {
      skip(itemFailure.get(), pause);
    } else {
      pass = new RunnerReport.Pass(Optional.of(runtime.clock().instant()), Optional.empty());
    }
    itemFailure = Optional.empty();
  }

  @Override
  public synchronized boolean rollback(
      Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
    end(Signal.Fails);
    String detail = detail(Meaning.of(cause));
    runtime.healths().troubled(system, Trouble.Unavailable, detail, runtime.clock().instant());
    skip(detail, pause);
    itemFailure = Optional.empty();
    return false;
  }

  private static String detail(Outcome<Object> meaning) {
    if (meaning instanceof Outcome.Soon<Object> soon) {
      return soon.detail();
    }
    return meaning instanceof Outcome.Never<Object> never ? never.detail() : "it cannot be read";
  }

  private void skip(String why, Duration time) {
    notBefore = runtime.clock().instant().plus(time);
    pass = new RunnerReport.Pass(pass.completed(), Optional.of(why));
  }

  private void end(Signal signal) {
    leave.ifPresent(of -> of.end(signal));
    leave = Optional.empty();
    ours.ifPresent(Turn::close);
    ours = Optional.empty();
  }

  @Override
  protected synchronized void doStop() {
    end(Signal.Neither);
  }
}
