package dev.tenon.camel.system;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.system.guard.Guard;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.http.HttpSystem;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;
import java.util.Map;
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
