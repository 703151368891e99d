package dev.tenon.runner.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.JqProgram;
import dev.tenon.camel.MappingRule;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.events.EventsComponent;
import dev.tenon.camel.inbox.InboxReports;
import dev.tenon.camel.system.foreign.ForeignConsumer;
import dev.tenon.camel.system.poll.PollConsumer;
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Plan;
import dev.tenon.plan.RunnerReport.Backlog;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.RunnerReport.Pass;
import dev.tenon.runner.http.ContextHttp;
import dev.tenon.runner.timer.SharedTimerComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running revision of one integration: its CamelContext and what starts its routes. */
public final class PlanContext {
  /** Routes that take something in by themselves; what listens is at the shared server. */
  private static final Set<Consumer.Kind> FETCHING =
      EnumSet.of(Consumer.Kind.Poll, Consumer.Kind.Timer, Consumer.Kind.Other);

  private static final List<Consumer.Kind> ORDER =
      List.of(
          Consumer.Kind.Direct,
          Consumer.Kind.Inbox,
          Consumer.Kind.Http,
          Consumer.Kind.Events,
          Consumer.Kind.Other,
          Consumer.Kind.Poll,
          Consumer.Kind.Timer);

  /** For a context whose requests have used up the grace. */
  private static final long MIN_SHUTDOWN = 100;

  private static final Logger LOG = LoggerFactory.getLogger(PlanContext.class);

  private final Plan plan;
  private final PlanRuntime runtime;
  private final ContextHttp http;
  private final Duration grace;
  private final DefaultCamelContext camel;

  private PlanContext(Surroundings in, DefaultCamelContext camel) {
    this.runtime = in.runtime();
    this.plan = runtime.plan();
    this.http = in.http();
    this.grace = in.grace();
    this.camel = camel;
  }

  /**
   * Starts a plan. Returns when all its routes run; what listens is not mounted yet.
   *
   * @param held kinds of consumers that wait for {@link #take}
   * @throws StartRefused if it cannot run; nothing of it is left then
   */
  public static PlanContext start(Surroundings in, Set<Consumer.Kind> held) throws StartRefused {
    Plan plan = in.runtime().plan();
    CheckedRoutes routes =
        StartChecks.check(
            plan,
            in.allowed(),
            in.runtime().state().isPresent(),
            in.runtime().secrets(),
            in.prefix());
    DefaultCamelContext camel = new LeanContext();
    try {
      configure(camel, in);
      camel.addRoutePolicyFactory(in.policies().apply(routes.tree()));
      camel.build();
      camel.getRegistry().bind(PlanRuntime.NAME, in.runtime());
      camel.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, in.http());
      camel.getRegistry().bind("tenonJqFunctions", JqProgram.scope());
      camel.getRegistry().bind("jq", new JqOfNothing());
      camel.getRegistry().bind("tenonDeliveries", in.deliveries());
      EventsComponent events = new EventsComponent();
      in.publicUrl().ifPresent(events::setPublicUrl);
      camel.addComponent("events", events);
      camel.addComponent("timer", new SharedTimerComponent(in.ticks()));
      Resource resource = ResourceHelper.fromString("routes.yaml", routes.text());
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
      PlanContext context = new PlanContext(in, camel);
      // routes one by one, so that a failure names its route, and what delivers before what takes
      // in
      camel.setAutoStartup(false);
      camel.start();
      Set<Consumer.Kind> now = EnumSet.allOf(Consumer.Kind.class);
      now.removeAll(held);
      context.take(now);
      return context;
    } catch (StartRefused e) {
      drop(camel);
      throw e;
    } catch (Exception e) {
      LOG.debug("{} did not start", plan.of(), e);
      drop(camel);
      throw new StartRefused(Causes.of(e), e);
    }
  }

  private static void configure(DefaultCamelContext camel, Surroundings in) {
    camel.disableJMX();
    camel
        .getCamelContextExtension()
        .setName(in.runtime().of().path() + "@" + in.runtime().plan().revision());
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    MappingRule.install(camel);
    camel.getCamelContextExtension().addInterceptStrategy(new ErrorsAsFailures());
    camel.setPropertiesComponent(new LiteralProperties());
    camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
    camel.setLoadHealthChecks(false);
    camel.setAutowiredEnabled(false);
    camel.setMessageHistory(false);
    camel.setSourceLocationEnabled(false);
    camel.setDevConsole(false);
    camel.setModeline(false);
    camel.setDumpRoutes("false");
    camel.setShutdownRoute(ShutdownRoute.Default);
    ShutdownStrategy shutdown = camel.getShutdownStrategy();
    shutdown.setTimeUnit(TimeUnit.MILLISECONDS);
    shutdown.setTimeout(Math.max(1, in.grace().toMillis()));
    shutdown.setLogInflightExchangesOnTimeout(false);
    shutdown.setSuppressLoggingOnTimeout(true);
  }

  /** The plan. */
  public Plan plan() {
    return plan;
  }

  /** What its components know. */
  public PlanRuntime runtime() {
    return runtime;
  }

  /** Its part of the shared server. */
  public ContextHttp http() {
    return http;
  }

  /** The context, to ask and not to change. */
  public CamelContext camel() {
    return camel;
  }

  /**
   * Suspends consumers of these kinds, as far as they run. Returns when what they began has ended,
   * or the grace is over. Inboxes go on delivering.
   *
   * @throws StartRefused if a route cannot be suspended
   */
  public void release(Set<Consumer.Kind> kinds) throws StartRefused {
    for (String route : routes(kinds)) {
      if (camel.getRouteController().getRouteStatus(route) == ServiceStatus.Started) {
        change(
            route,
            () ->
                camel
                    .getRouteController()
                    .suspendRoute(route, grace.toMillis(), TimeUnit.MILLISECONDS));
      }
    }
  }

  /**
   * Starts consumers of these kinds that were held, and those that were suspended.
   *
   * @throws StartRefused if a route cannot be started
   */
  public void take(Set<Consumer.Kind> kinds) throws StartRefused {
    for (String route : routes(kinds)) {
      ServiceStatus status = camel.getRouteController().getRouteStatus(route);
      if (status == ServiceStatus.Suspended) {
        change(route, () -> camel.getRouteController().resumeRoute(route));
      } else if (status != ServiceStatus.Started) {
        change(route, () -> camel.getRouteController().startRoute(route));
      }
    }
  }

  /** Kinds that fetch. */
  public static Set<Consumer.Kind> fetching() {
    return EnumSet.copyOf(FETCHING);
  }

  /** Routes that should run and do not, by id; empty when all is well. */
  public List<String> notRunning(boolean paused) {
    Set<String> waiting = paused ? Set.copyOf(routes(FETCHING)) : Set.of();
    return plan.consumers().stream()
        .map(Consumer::route)
        .filter(route -> !waiting.contains(route))
        .filter(route -> camel.getRouteController().getRouteStatus(route) != ServiceStatus.Started)
        .toList();
  }

  /** The counts of its units, and of what waits in its inboxes; empty where it has none. */
  public Optional<Counts> counts() {
    return takes() ? Optional.of(InboxReports.counts(runtime)) : Optional.empty();
  }

  /** The oldest message that is held. */
  public Optional<Backlog> backlog() {
    return takes() ? InboxReports.backlog(runtime) : Optional.empty();
  }

  private boolean takes() {
    return plan.calls().values().stream().anyMatch(Call.Take.class::isInstance);
  }

  /** The last complete pass of each poll, by call. */
  public SortedMap<String, Pass> passes() {
    SortedMap<String, Pass> passes = new TreeMap<>();
    for (Consumer poll : plan.consumers()) {
      if (poll.kind() == Consumer.Kind.Poll && poll.call().isPresent()) {
        org.apache.camel.Consumer consumer = camel.getRoute(poll.route()).getConsumer();
        if (consumer instanceof PollConsumer http) {
          passes.put(poll.call().get(), http.pass());
        } else if (consumer instanceof ForeignConsumer foreign) {
          passes.put(poll.call().get(), foreign.pass());
        }
      }
    }
    return passes;
  }

  /**
   * Makes every poll of an HTTP System read again from a checkpoint, at once.
   *
   * @param most how long a pass under way may take to end
   * @return the calls whose pass did not end in time, here or in another replica; they read on
   * @throws InterruptedException while it waits
   */
  public List<String> readAgain(JsonNode checkpoint, Duration most) throws InterruptedException {
    List<String> busy = new ArrayList<>();
    for (Consumer poll : plan.consumers()) {
      if (poll.kind() == Consumer.Kind.Poll
          && camel.getRoute(poll.route()).getConsumer() instanceof PollConsumer consumer
          && !consumer.rewind(checkpoint, most)) {
        busy.add(poll.call().orElse(poll.route()));
      }
    }
    return busy;
  }

  /**
   * Stops: no more is taken in, what runs may finish within the grace, what is stored stays stored.
   */
  public void stop() {
    long begun = System.nanoTime();
    http.closeIntake();
    // before the consumers stop: what was let in is answered by its route
    http.awaitIdle(grace);
    Duration rest = grace.minusNanos(System.nanoTime() - begun);
    camel.getShutdownStrategy().setTimeout(Math.max(MIN_SHUTDOWN, rest.toMillis()));
    drop(camel);
  }

  private static void drop(DefaultCamelContext camel) {
    try {
      camel.stop();
    } catch (RuntimeException e) {
      LOG.debug("{} did not stop in order", camel.getName(), e);
    }
  }

  private List<String> routes(Set<Consumer.Kind> kinds) {
    return plan.consumers().stream()
        .filter(consumer -> kinds.contains(consumer.kind()))
        .sorted(Comparator.comparing(consumer -> ORDER.indexOf(consumer.kind())))
        .map(Consumer::route)
        .collect(Collectors.toList());
  }

  /** One change of a route. */
  @FunctionalInterface
  private interface Change {
    void run() throws Exception;
  }

  private void change(String route, Change change) throws StartRefused {
    try {
      change.run();
    } catch (Exception e) {
      LOG.debug("route {} of {} did not change", route, plan.of(), e);
      throw new StartRefused("route " + route + ": " + Causes.of(e), e);
    }
  }
}
