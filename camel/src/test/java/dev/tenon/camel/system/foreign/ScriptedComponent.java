package dev.tenon.camel.system.foreign;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** A component whose producer does what a test says, and whose consumer is pushed to by it. */
public final class ScriptedComponent extends DefaultComponent {
  /** What the producer does. */
  public final AtomicReference<Processor> work = new AtomicReference<>(exchange -> {});

  /** How many producers were made. */
  public final AtomicInteger producers = new AtomicInteger();

  /** What the last endpoint was given. */
  public final AtomicReference<ScriptedEndpoint> last = new AtomicReference<>();

  /** The last consumer. */
  public final AtomicReference<DefaultConsumer> consumer = new AtomicReference<>();

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    ScriptedEndpoint endpoint = new ScriptedEndpoint(uri, this);
    endpoint.given = Map.copyOf(parameters);
    parameters.clear();
    last.set(endpoint);
    return endpoint;
  }

  /** An endpoint with a user and a password. */
  public static final class ScriptedEndpoint extends DefaultEndpoint {
    /** The parameters, as they arrived. */
    public Map<String, Object> given = Map.of();

    /** The user. */
    public String username = "";

    /** The password. */
    public String password = "";

    ScriptedEndpoint(String uri, ScriptedComponent component) {
      super(uri, component);
    }

    @Override
    public Producer createProducer() {
      ScriptedComponent component = (ScriptedComponent) getComponent();
      component.producers.incrementAndGet();
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) throws Exception {
          component.work.get().process(exchange);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      DefaultConsumer consumer = new DefaultConsumer(this, processor);
      ((ScriptedComponent) getComponent()).consumer.set(consumer);
      return consumer;
    }
  }

  @Override
  public PropertyConfigurer getEndpointPropertyConfigurer() {
    return (context, target, name, value, ignoreCase) -> {
      ScriptedEndpoint endpoint = (ScriptedEndpoint) target;
      switch (name) {
        case "username" -> endpoint.username = (String) value;
        case "password" -> endpoint.password = (String) value;
        default -> {
          return false;
        }
      }
      return true;
    };
  }
}
