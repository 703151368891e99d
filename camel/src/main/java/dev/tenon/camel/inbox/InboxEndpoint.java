package dev.tenon.camel.inbox;

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

/** Hand messages over durably: stored before they are acknowledged, delivered until they arrive. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "inbox",
    title = "Tenon Inbox",
    syntax = "inbox:name",
    category = {Category.MESSAGING})
public class InboxEndpoint extends DefaultEndpoint {
  @UriPath(description = "The inbox's name, unique in its integration.")
  @Metadata(required = true)
  private String name;

  @UriParam(description = "The entry of the plan that says how to store or deliver.")
  @Metadata(required = true)
  private String call;

  /** For {@link InboxComponent}. */
  public InboxEndpoint(String uri, InboxComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    PlanRuntime runtime = PlanRuntime.of(getCamelContext());
    return new InboxProducer(this, runtime, runtime.call(call, Call.Put.class));
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    PlanRuntime runtime = PlanRuntime.of(getCamelContext());
    InboxConsumer consumer =
        new InboxConsumer(this, processor, runtime, runtime.call(call, Call.Take.class));
    configureConsumer(consumer);
    return consumer;
  }

  /** The inbox's name. */
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
