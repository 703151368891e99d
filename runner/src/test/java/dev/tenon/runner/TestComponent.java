package dev.tenon.runner;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code test:NAME}: does what a test says under that name. As a consumer it starts, unless the
 * test says that it cannot.
 */
public final class TestComponent extends DefaultComponent {
  private static final Map<String, Processor> STEPS = new ConcurrentHashMap<>();
  private static final Map<String, String> BROKEN = new ConcurrentHashMap<>();

  /** What {@code test:NAME} does from now on. */
  static void does(String name, Processor step) {
    STEPS.put(name, step);
  }

  /** A consumer of that name cannot start, for that reason. */
  static void cannotStart(String name, String why) {
    BROKEN.put(name, why);
  }

  static void canStart(String name) {
    BROKEN.remove(name);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new TestEndpoint(uri, this, name);
  }

  private static final class TestEndpoint extends DefaultEndpoint {
    private final String name;

    TestEndpoint(String uri, Component component, String name) {
      super(uri, component);
      this.name = name;
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) throws Exception {
          STEPS.get(name).process(exchange);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor) {
        @Override
        protected void doStart() throws Exception {
          super.doStart();
          String why = BROKEN.get(name);
          if (why != null) {
            throw new IllegalStateException(why);
          }
        }
      };
    }
  }
}
