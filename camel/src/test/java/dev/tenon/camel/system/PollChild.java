package dev.tenon.camel.system;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.inbox.InboxReports;
import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.RunnerReport.Counts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A process that reads contacts into an inbox and writes each as a lead, until all are there. */
public final class PollChild {
  private PollChild() {}

  /** Backend, URL, file, vendor, how many there are, whether claims of the dead have lapsed. */
  public static void main(String[] arguments) throws Exception {
    Backend.Home home =
        new Backend.Home(Backend.valueOf(arguments[0]), arguments[1], Path.of(arguments[2]));
    long all = Long.parseLong(arguments[4]);
    boolean lapsed = arguments.length > 5;
    try (StateStore store = home.open();
        DefaultCamelContext context = new DefaultCamelContext()) {
      PlanRuntime runtime =
          TestPlan.of(arguments[3])
              .state(store)
              .clock(
                  lapsed
                      ? Clock.offset(Clock.systemUTC(), store.messages().claim())
                      : Clock.systemUTC())
              .poll(
                  PollCall.get("/contacts")
                      .query(Map.of("since", "$checkpoint", "cursor", "$next"))
                      .next(".next")
                      .checkpoint(".updatedAt")
                      .call())
              .call("read-2", new Call.Put("read", "deliver", ".id", Duration.ofDays(30)))
              .call("deliver-1", new Call.Take("deliver", "deliver", false, 4))
              .send("deliver-2", TestPlan.request("POST", "/leads", "{contact: .id}"))
              .runtime();
      context.getRegistry().bind(PlanRuntime.NAME, runtime);
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from("system:vendor?call=read-1").routeId("read").to("inbox:deliver?call=read-2");
              from("inbox:deliver?call=deliver-1")
                  .routeId("deliver")
                  .to("system:vendor?call=deliver-2");
            }
          });
      context.start();
      while (context.getComponent("system", SystemComponent.class).passes().values().stream()
              .noneMatch(pass -> pass.completed().isPresent())
          || InboxReports.counts(runtime).delivered() < all) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      Counts counts = InboxReports.counts(runtime);
      System.out.printf(
          "COUNTS %d %d %d%n", counts.received(), counts.duplicates(), counts.delivered());
    }
  }
}
