package dev.tenon.camel.system;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemHealths;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Facts;
import dev.tenon.plan.Grant;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Needs;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.Revision;
import dev.tenon.plan.SecretKey;
import dev.tenon.plan.SystemSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/** A plan in the making: one System named {@code vendor} and calls of it. */
public final class TestPlan {
  /** Attempts without long waits. */
  public static final Resilience QUICK =
      new Resilience(
          Duration.ofSeconds(10),
          new Resilience.Retry(3, Duration.ofMillis(5), 2, Duration.ofSeconds(2)),
          new Resilience.CircuitBreaker(100, 100, 100, Duration.ofMillis(200)),
          new Resilience.Hold(Duration.ofMillis(200), Duration.ofHours(1)));

  private final String uri;
  private final SortedMap<String, Call> calls = new TreeMap<>();
  private final SortedMap<String, String> parameters = new TreeMap<>();
  private final Map<SecretKey, String> secrets = new ConcurrentHashMap<>();
  private final TreeSet<Integer> unavailableOn = new TreeSet<>();
  private final SystemHealths healths = new SystemHealths();
  private Credentials credentials = new Credentials.None();
  private Resilience resilience = QUICK;
  private volatile Grant grant;
  private Optional<StateStore> state = Optional.empty();
  private InstantSource clock = Clock.systemUTC();
  private String replica = "replica-0";
  private Consumer<CamelContext> setup = context -> {};
  private final Ref of = Ref.integration("support", "issues-to-tickets");

  private TestPlan(String uri) {
    this.uri = uri;
    this.grant = Grant.unlimited(of);
  }

  /** A System there. */
  public static TestPlan of(Object uri) {
    return new TestPlan(uri.toString());
  }

  /** A request without query, headers and body. */
  public static Call.Request request(String method, String path) {
    return new Call.Request(method, path, new TreeMap<>(), new TreeMap<>(), Optional.empty());
  }

  /** A request with a body. */
  public static Call.Request request(String method, String path, String body) {
    return new Call.Request(method, path, new TreeMap<>(), new TreeMap<>(), Optional.of(body));
  }

  /** A call {@code deliver-1}. */
  public TestPlan send(String method, String path) {
    return send("deliver-1", request(method, path));
  }

  /** A call. */
  public TestPlan send(String name, Call.Request request) {
    calls.put(name, new Call.Send("deliver", "vendor", Optional.of(request)));
    return this;
  }

  /** A call of a System that does not speak HTTP. */
  public TestPlan sendAsItIs() {
    calls.put("deliver-1", new Call.Send("deliver", "vendor", Optional.empty()));
    return this;
  }

  /** A poll {@code read-1}. */
  public TestPlan poll(Call.Poll poll) {
    calls.put("read-1", poll);
    return this;
  }

  /** Any other call. */
  public TestPlan call(String name, Call call) {
    calls.put(name, call);
    return this;
  }

  /** An option of a System that does not speak HTTP. */
  public TestPlan parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** How it authenticates. */
  public TestPlan credentials(Credentials how) {
    credentials = how;
    return this;
  }

  /** A value of a Secret; empty takes it away. */
  public TestPlan secret(String secret, String key, String value) {
    if (value.isEmpty()) {
      secrets.remove(new SecretKey(secret, key));
    } else {
      secrets.put(new SecretKey(secret, key), value);
    }
    return this;
  }

  /** Statuses that mean later. */
  public TestPlan unavailableOn(Integer... statuses) {
    unavailableOn.addAll(Arrays.asList(statuses));
    return this;
  }

  /** The plan's resilience. */
  public TestPlan resilience(Resilience how) {
    resilience = how;
    return this;
  }

  /** The timeout alone. */
  public TestPlan timeout(Duration timeout) {
    resilience =
        new Resilience(timeout, resilience.retry(), resilience.circuitBreaker(), resilience.hold());
    return this;
  }

  /** The attempts alone. */
  public TestPlan attempts(int maxAttempts) {
    Resilience.Retry old = resilience.retry();
    return retry(
        new Resilience.Retry(
            maxAttempts, old.initialBackoff(), old.backoffMultiplier(), old.maxBackoff()));
  }

  /** The retries alone. */
  public TestPlan retry(Resilience.Retry retry) {
    resilience =
        new Resilience(resilience.timeout(), retry, resilience.circuitBreaker(), resilience.hold());
    return this;
  }

  /** The breaker alone. */
  public TestPlan breaker(int window, int minimum, Duration open) {
    resilience =
        new Resilience(
            resilience.timeout(),
            resilience.retry(),
            new Resilience.CircuitBreaker(50, window, minimum, open),
            resilience.hold());
    return this;
  }

  /** A share, from now on. */
  public TestPlan share(String limit, Grant.Unit unit, long amount, Duration per, long cost) {
    SortedMap<LimitId, Grant.Share> shares = new TreeMap<>(grant.shares());
    shares.put(
        new LimitId("vendor", limit),
        new Grant.Share(
            unit,
            amount,
            unit == Grant.Unit.Concurrency ? Optional.empty() : Optional.of(per),
            cost));
    grant = new Grant(of, shares, grant.replicas());
    return this;
  }

  /** How many replicas share it, from now on. */
  public TestPlan replicas(int replicas) {
    grant = new Grant(of, grant.shares(), replicas);
    return this;
  }

  /** Where state is kept. */
  public TestPlan state(StateStore store) {
    state = Optional.of(store);
    return this;
  }

  /** The clock. */
  public TestPlan clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** What else the context has. */
  public TestPlan with(Consumer<CamelContext> what) {
    setup = setup.andThen(what);
    return this;
  }

  /** The name of this process. */
  public TestPlan replica(String name) {
    replica = name;
    return this;
  }

  /** How the System is. */
  public SystemHealths healths() {
    return healths;
  }

  /** The System. */
  public SystemSpec system() {
    return new SystemSpec("vendor", uri, parameters, credentials, Optional.empty(), unavailableOn);
  }

  /** The runtime of the plan as it is now; its grant and Secrets stay live. */
  public PlanRuntime runtime() {
    Plan plan =
        new Plan(
            of,
            Revision.NONE,
            "",
            new TreeMap<>(calls),
            new ArrayList<>(List.of(system())),
            List.of(),
            new TreeSet<>(),
            resilience,
            new Needs(state.isPresent(), false, new TreeSet<>(), new TreeSet<>()),
            new Facts(
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(),
                List.of(),
                List.of(),
                new TreeSet<>(),
                resilience,
                true,
                false));
    return new PlanRuntime(
        plan,
        () -> grant,
        key -> Optional.ofNullable(secrets.get(key)),
        state,
        healths,
        replica,
        clock);
  }

  /** Runs the plan: a route {@code direct:CALL} for each call that sends. */
  public RunningPlan start() throws Exception {
    return new RunningPlan(runtime(), Optional.empty(), setup);
  }

  /** Runs the plan; what its poll reads goes to a processor. */
  public RunningPlan start(Processor items) throws Exception {
    return new RunningPlan(runtime(), Optional.of(items), setup);
  }
}
