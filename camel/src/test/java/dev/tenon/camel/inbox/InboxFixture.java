package dev.tenon.camel.inbox;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemHealths;
import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.DeadLetters.DeadLetter;
import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Facts;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Needs;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.SystemSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/** A context with inboxes and, in the place of Systems, processors of the test. */
final class InboxFixture implements AutoCloseable {
  static final Ref OF = Ref.integration("support", "tickets");

  private final StateStore store;
  private final SortedMap<String, Call> calls = new TreeMap<>();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<SystemSpec> systems = new ArrayList<>();
  private final Ref of;
  private Resilience.Hold hold = new Resilience.Hold(Duration.ofMillis(150), Duration.ofHours(1));
  private InstantSource clock = Clock.systemUTC();
  private PlanRuntime runtime;

  InboxFixture(StateStore store) {
    this(store, OF);
  }

  InboxFixture(StateStore store, Ref of) {
    this.store = store;
    this.of = of;
    camel.disableJMX();
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    camel.getShutdownStrategy().setTimeout(10_000);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
  }

  /** A System that routes of the test may call by {@code call}. */
  InboxFixture system(String uri, String call, Call.Request request) {
    systems.add(
        new SystemSpec(
            "vendor",
            uri,
            new TreeMap<>(),
            new Credentials.None(),
            Optional.empty(),
            new TreeSet<>()));
    calls.put(call, new Call.Send(call, "vendor", Optional.of(request)));
    return this;
  }

  InboxFixture hold(Duration retryInterval, Duration maxAge) {
    hold = new Resilience.Hold(retryInterval, maxAge);
    return this;
  }

  InboxFixture clock(InstantSource source) {
    clock = source;
    return this;
  }

  InboxFixture grace(Duration grace) {
    camel.getShutdownStrategy().setTimeout(grace.toMillis());
    return this;
  }

  /** An inbox that is delivered to a processor, eight messages at a time. */
  InboxFixture inbox(String name, Processor system) throws Exception {
    return inbox(name, false, 8, system);
  }

  InboxFixture inbox(String name, boolean ordered, int concurrency, Processor system)
      throws Exception {
    return route(
        name,
        ordered,
        concurrency,
        new RouteBuilder() {
          @Override
          public void configure() {
            from("inbox:" + name + "?call=" + name + "-take").routeId(name).process(system);
          }
        });
  }

  /** An inbox that a route of the test's own delivers from {@code inbox:NAME?call=NAME-take}. */
  InboxFixture route(String name, boolean ordered, int concurrency, RouteBuilder route)
      throws Exception {
    calls.put(
        name + "-put", new Call.Put("in-" + name, name, "header(\"key\")", Duration.ofDays(30)));
    calls.put(name + "-take", new Call.Take(name, name, ordered, concurrency));
    bind();
    camel.addRoutes(route);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + name)
                .routeId("in-" + name)
                .to("inbox:" + name + "?call=" + name + "-put");
          }
        });
    return this;
  }

  private void bind() {
    runtime =
        new PlanRuntime(
            new Plan(
                of,
                Revision.NONE,
                "",
                calls,
                systems,
                List.of(),
                new TreeSet<>(),
                new Resilience(
                    Resilience.DEFAULT.timeout(),
                    Resilience.DEFAULT.retry(),
                    Resilience.DEFAULT.circuitBreaker(),
                    hold),
                new Needs(true, false, new TreeSet<>(), new TreeSet<>()),
                new Facts(
                    new TreeSet<>(),
                    new TreeSet<>(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new TreeSet<>(),
                    Resilience.DEFAULT,
                    false,
                    false)),
            () -> Grant.unlimited(of),
            key -> Optional.empty(),
            Optional.of(store),
            new SystemHealths(),
            "replica-0",
            clock);
    camel.getRegistry().bind(PlanRuntime.NAME, runtime);
  }

  InboxFixture start() {
    camel.start();
    return this;
  }

  DefaultCamelContext camel() {
    return camel;
  }

  PlanRuntime runtime() {
    return runtime;
  }

  /** Puts a message as a poll does, and returns its exchange. */
  Exchange put(String inbox, String key, Object body) {
    return put(inbox, ExchangePattern.InOnly, body, Map.of("key", key));
  }

  Exchange put(String inbox, ExchangePattern pattern, Object body, Map<String, Object> headers) {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      return template.send(
          "direct:" + inbox,
          pattern,
          exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
          });
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Counts counts() {
    return InboxReports.counts(runtime);
  }

  long waiting(String inbox) {
    return store.tallies().waiting(new Inbox(of, inbox));
  }

  List<DeadLetter> deadLetters() {
    return store.deadLetters().list(of, DeadLetters.Selection.ALL, 0, 1000);
  }

  @Override
  public void close() {
    camel.stop();
  }
}
