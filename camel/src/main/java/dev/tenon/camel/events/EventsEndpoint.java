package dev.tenon.camel.events;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.plan.Call;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Receive the signed events of a System, and acknowledge each when its route has completed. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "events",
    title = "Tenon Events",
    syntax = "events:name",
    consumerOnly = true,
    category = {Category.HTTP})
public class EventsEndpoint extends DefaultEndpoint {
  @UriPath(description = "The System that sends the events.")
  @Metadata(required = true)
  private String name;

  @UriParam(description = "The entry of the plan that says where and how to listen.")
  @Metadata(required = true)
  private String call;

  /** For {@link EventsComponent}. */
  public EventsEndpoint(String uri, EventsComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "events: receives; to call a System use system:" + name);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    PlanRuntime runtime = PlanRuntime.of(getCamelContext());
    EventsConsumer consumer =
        new EventsConsumer(this, processor, runtime, runtime.call(call, Call.Receive.class));
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public EventsComponent getComponent() {
    return (EventsComponent) super.getComponent();
  }

  /** The System's name. */
  public String getName() {
    return name;
  }

  /** For Camel. */
  public void setName(String name) {
    this.name = name;
  }

  /** The plan's call. */
  public String getCall() {
    return call;
  }

  /** For Camel. */
  public void setCall(String call) {
    this.call = call;
  }
}
