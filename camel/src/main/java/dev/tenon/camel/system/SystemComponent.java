package dev.tenon.camel.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.system.guard.Guard;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.http.HttpSystem;
import dev.tenon.camel.system.poll.PollConsumer;
import dev.tenon.camel.system.poll.Polling;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Calls and polls Systems. One for each context, as is everything that the calls of one System
 * share: its guard and its credentials.
 */
@Component("system")
public class SystemComponent extends DefaultComponent {
  private final Map<String, Guard> guards = new ConcurrentHashMap<>();
  private final Map<String, HttpSystem> https = new ConcurrentHashMap<>();
  private final Map<String, Polling> polls = new ConcurrentHashMap<>();
  private volatile Stop stop = new Stop();
  private volatile Stop abort = new Stop();

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    SystemEndpoint endpoint = new SystemEndpoint(uri, this);
    endpoint.setName(remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    getCamelContext()
        .addLifecycleStrategy(
            new LifecycleStrategySupport() {
              @Override
              public void onContextStopping(CamelContext context) {
                // before the routes stop: exchanges that wait in place end now and give the
                // shutdown its time
                stop.ask();
              }
            });
  }

  @Override
  protected void doStart() throws Exception {
    stop = new Stop();
    abort = new Stop();
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    stop.ask();
    // the routes are down, or were given up on: nobody waits for what is still under way
    abort.ask();
    super.doStop();
  }

  /** The polls of a context, by call. */
  public Map<String, RunnerReport.Pass> passes() {
    Map<String, RunnerReport.Pass> passes = new TreeMap<>();
    polls.forEach((call, poll) -> passes.put(call, poll.pass()));
    return passes;
  }

  /**
   * Sets the checkpoint of a poll and makes a pass from there at once.
   *
   * @param checkpoint a text or a number
   * @param most how long to wait for a pass under way, which is ended
   * @return false when a pass is under way that does not end in time, here or in another replica
   * @throws IllegalArgumentException if no poll of an HTTP System has that name
   * @throws dev.tenon.camel.state.StateUnavailable if the state store does not answer
   */
  public boolean rewind(String call, JsonNode checkpoint, Duration most)
      throws InterruptedException {
    Polling poll = polls.get(call);
    if (!(poll instanceof PollConsumer consumer)) {
      throw new IllegalArgumentException("there is no poll " + call + " that has a checkpoint");
    }
    return consumer.rewind(checkpoint, most);
  }

  void polls(String call, Polling poll) {
    polls.put(call, poll);
  }

  PlanRuntime runtime() {
    return PlanRuntime.of(getCamelContext());
  }

  /** The guard of a System. */
  Guard guard(String system) {
    return guards.computeIfAbsent(system, name -> new Guard(name, runtime(), this::halfGrace));
  }

  /** A System that speaks HTTP. */
  HttpSystem http(SystemSpec spec) {
    return https.computeIfAbsent(spec.name(), name -> new HttpSystem(spec, runtime(), guard(name)));
  }

  /** Asked when the context begins to stop: no further attempts. */
  Stop stopping() {
    return stop;
  }

  /** Asked when the context has stopped: no requests. */
  Stop aborting() {
    return abort;
  }

  /** A wait in place is at most half of what a shutdown gives exchanges to finish. */
  private Duration halfGrace() {
    var strategy = getCamelContext().getShutdownStrategy();
    return Duration.of(strategy.getTimeout(), strategy.getTimeUnit().toChronoUnit()).dividedBy(2);
  }
}
