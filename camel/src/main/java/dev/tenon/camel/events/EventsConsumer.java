package dev.tenon.camel.events;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.plan.Call;
import dev.tenon.plan.SystemSpec;
import dev.tenon.plan.Webhook;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

/** Listens by way of {@code platform-http:}, so on whatever server the application has. */
final class EventsConsumer extends DefaultConsumer implements Suspendable {
  private final Reception reception;
  private final Call.Receive receive;
  private Consumer http;

  EventsConsumer(
      EventsEndpoint endpoint, Processor processor, PlanRuntime runtime, Call.Receive receive) {
    super(endpoint, processor);
    this.receive = receive;
    SystemSpec system = runtime.system(receive.system());
    Webhook webhook =
        system
            .webhook()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "System "
                            + system.name()
                            + " does not say how its events are signed: set spec.webhook"));
    this.reception =
        new Reception(
            runtime,
            receive,
            webhook,
            Optional.ofNullable(endpoint.getComponent().getPublicUrl()),
            getAsyncProcessor());
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    // of a form, Camel's own Vert.x engine keeps the fields and not the bytes that were signed, so
    // there a form is refused as not signed; the runner's server keeps the bytes
    PlatformHttpEndpoint endpoint =
        getEndpoint()
            .getCamelContext()
            .getEndpoint(
                "platform-http:"
                    + receive.path()
                    + "?httpMethodRestrict=POST&populateBodyWithForm=false&muteException=true",
                PlatformHttpEndpoint.class);
    try {
      http = endpoint.createConsumer(reception);
      ServiceHelper.initService(http);
    } catch (RuntimeException e) {
      throw cannotListen(e);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    reception.open(true);
    try {
      ServiceHelper.startService(http);
    } catch (RuntimeException e) {
      throw cannotListen(e);
    }
  }

  /** Engines fail in their own words, or in none at all. */
  private IllegalStateException cannotListen(RuntimeException e) {
    String why =
        e.getMessage() == null
            ? "the application's HTTP server is not there; start it, or bind a platform-http engine,"
                + " before the routes"
            : e.getMessage();
    return new IllegalStateException(
        "cannot listen on " + receive.path() + " for events of " + receive.system() + ": " + why,
        e);
  }

  @Override
  protected void doSuspend() throws Exception {
    reception.open(false);
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    reception.open(true);
  }

  @Override
  protected void doStop() throws Exception {
    reception.open(false);
    ServiceHelper.stopService(http);
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    ServiceHelper.stopAndShutdownService(http);
    super.doShutdown();
  }
}
