package dev.tenon.camel.system;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.system.foreign.ForeignConsumer;
import dev.tenon.camel.system.foreign.ForeignProducer;
import dev.tenon.camel.system.poll.PollConsumer;
import dev.tenon.camel.system.poll.Polling;
import dev.tenon.plan.Call;
import dev.tenon.plan.SystemSpec;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Call a System of the plan, or poll it: guarded by quota, concurrency, circuit breaker, timeout
 * and retries.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "system",
    title = "System",
    syntax = "system:name",
    remote = true,
    category = {Category.HTTP, Category.SAAS},
    headersClass = SystemConstants.class)
public class SystemEndpoint extends DefaultEndpoint {
  @UriPath(description = "The name of the System in the plan")
  @Metadata(required = true)
  private String name;

  @UriParam(description = "The name of the call in the plan, which says what is done")
  @Metadata(required = true)
  private String call;

  /** An endpoint of the component. */
  public SystemEndpoint(String uri, SystemComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() {
    Call.Send send = runtime().call(call, Call.Send.class);
    SystemSpec spec = spec(send.system());
    return spec.http()
        ? new HttpProducer(this, spec, send)
        : new ForeignProducer(
            this, spec, runtime(), system().guard(spec.name()), system()::stopping);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Call.Poll poll = runtime().call(call, Call.Poll.class);
    SystemSpec spec = spec(poll.system());
    if (spec.http()) {
      return made(new PollConsumer(this, processor, runtime(), system().http(spec), call, poll));
    }
    return made(
        new ForeignConsumer(this, processor, spec, call, runtime(), system().guard(spec.name())));
  }

  private <C extends Consumer & Polling> C made(C consumer) throws Exception {
    configureConsumer(consumer);
    system().polls(call, consumer);
    return consumer;
  }

  private SystemSpec spec(String system) {
    if (!system.equals(name)) {
      throw new IllegalArgumentException(
          "the call " + call + " is one of the System " + system + ", not of " + name);
    }
    return runtime().system(system);
  }

  PlanRuntime runtime() {
    return system().runtime();
  }

  SystemComponent system() {
    return (SystemComponent) getComponent();
  }

  /** The name of the System. */
  public String getName() {
    return name;
  }

  /** The name of the System. */
  public void setName(String name) {
    this.name = name;
  }

  /** The name of the call in the plan. */
  public String getCall() {
    return call;
  }

  /** The name of the call in the plan. */
  public void setCall(String call) {
    this.call = call;
  }
}
