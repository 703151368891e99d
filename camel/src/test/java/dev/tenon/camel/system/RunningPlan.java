package dev.tenon.camel.system;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.plan.Call;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A plan in a CamelContext, as the runner runs it. */
public final class RunningPlan implements AutoCloseable {
  private final CamelContext context = new DefaultCamelContext();
  private final ProducerTemplate template;

  RunningPlan(PlanRuntime runtime, Optional<Processor> items, Consumer<CamelContext> setup)
      throws Exception {
    context.getRegistry().bind(PlanRuntime.NAME, runtime);
    setup.accept(context);
    context.getShutdownStrategy().setTimeout(10);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(new NoErrorHandlerBuilder());
            runtime
                .plan()
                .calls()
                .forEach(
                    (name, call) -> {
                      if (call instanceof Call.Send send) {
                        from("direct:" + name)
                            .routeId(name)
                            .to("system:" + send.system() + "?call=" + name);
                      } else if (call instanceof Call.Poll poll) {
                        from("system:" + poll.system() + "?call=" + name)
                            .routeId(name)
                            .process(items.orElse(exchange -> {}));
                      }
                    });
          }
        });
    context.start();
    template = context.createProducerTemplate();
  }

  /** The context. */
  public CamelContext context() {
    return context;
  }

  /** The component. */
  public SystemComponent component() {
    return context.getComponent("system", SystemComponent.class);
  }

  /** Sends a message through {@code deliver-1}. */
  public Exchange send(Object body) {
    return send("deliver-1", body, Map.of());
  }

  /** Sends a message through a call. */
  public Exchange send(String call, Object body, Map<String, Object> headers) {
    return send(
        call,
        exchange -> {
          exchange.getMessage().setBody(body);
          exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
  }

  /** Sends an exchange through a call. */
  public Exchange send(String call, Processor message) {
    return template.request("direct:" + call, message);
  }

  @Override
  public void close() {
    context.stop();
  }
}
