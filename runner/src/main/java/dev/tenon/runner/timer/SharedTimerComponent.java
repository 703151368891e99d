package dev.tenon.runner.timer;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.component.timer.TimerComponent;
import org.apache.camel.component.timer.TimerEndpoint;

/**
 * Camel's timer, option for option, on the threads of the process. Camel's own has a thread for
 * each timer, and fires in every replica.
 */
public final class SharedTimerComponent extends TimerComponent {
  private final Ticks ticks;

  /** A timer component for one context. */
  public SharedTimerComponent(Ticks ticks) {
    this.ticks = ticks;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    TimerEndpoint endpoint = new SharedTimerEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    if (endpoint.getDelay() < 0 || endpoint.getPeriod() < 0) {
      throw new IllegalArgumentException(
          "timer:"
              + remaining
              + ": delay and period must not be negative, Camel would fire without any pause; write delay: 0"
              + " to fire at once");
    }
    if (endpoint.isFixedRate() && endpoint.getPeriod() == 0) {
      throw new IllegalArgumentException("timer:" + remaining + ": fixedRate needs a period");
    }
    return endpoint;
  }

  private final class SharedTimerEndpoint extends TimerEndpoint {
    SharedTimerEndpoint(String uri, Component component, String name) {
      super(uri, component, name);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
      Consumer consumer = new SharedTimerConsumer(this, processor, ticks);
      configureConsumer(consumer);
      return consumer;
    }
  }
}
