package dev.tenon.runner;

import dev.tenon.camel.Secrets;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Ref;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a {@link RunnerHost} is given; {@link #DEFAULT} with changes.
 *
 * @param host the address that the HTTP port is bound to
 * @param port of the routes that listen; 0 takes any that is free
 * @param publicUrl the base of the URLs by which vendors call, where it is another
 * @param replica this process, unique among those that run the same integrations
 * @param grace how long running exchanges may take to finish at a stop
 * @param allowedSchemes endpoints that routes may use besides the usual ones
 * @param state where messages, checkpoints and leases are kept; stays open when the host closes
 * @param secrets the Secrets that an integration reads
 * @param metrics where what is measured goes
 * @param maxInWork HTTP requests of one integration in work at a time
 * @param maxBody the largest body of a request, in bytes
 * @param maxThreads of all requests and scheduled runs together
 * @param reportEvery how often at most the changes of one integration are reported
 */
public record RunnerSettings(
    String host,
    int port,
    Optional<String> publicUrl,
    String replica,
    Duration grace,
    Set<String> allowedSchemes,
    Optional<StateStore> state,
    Function<Ref, Secrets> secrets,
    MeterRegistry metrics,
    InstantSource clock,
    int maxInWork,
    int maxBody,
    int maxThreads,
    Duration reportEvery) {

  /** Loopback, any port, no state store, no Secrets. */
  public static final RunnerSettings DEFAULT =
      new RunnerSettings(
          "127.0.0.1",
          0,
          Optional.empty(),
          "local",
          Duration.ofSeconds(10),
          Set.of(),
          Optional.empty(),
          integration -> key -> Optional.empty(),
          new SimpleMeterRegistry(),
          InstantSource.system(),
          64,
          4 << 20,
          1024,
          Duration.ofSeconds(1));

  /** Listening on another address and port. */
  public RunnerSettings listening(String address, int number) {
    Draft draft = new Draft(this);
    draft.host = address;
    draft.port = number;
    return draft.settings();
  }

  /** Called by vendors under another URL than the port's own. */
  public RunnerSettings publishedAs(String url) {
    Draft draft = new Draft(this);
    draft.publicUrl = Optional.of(url);
    return draft.settings();
  }

  /** Under another name. */
  public RunnerSettings as(String name) {
    Draft draft = new Draft(this);
    draft.replica = name;
    return draft.settings();
  }

  /** With another grace. */
  public RunnerSettings grace(Duration time) {
    Draft draft = new Draft(this);
    draft.grace = time;
    return draft.settings();
  }

  /** With further schemes. */
  public RunnerSettings allowing(Set<String> schemes) {
    Draft draft = new Draft(this);
    draft.allowedSchemes = schemes;
    return draft.settings();
  }

  /** With a state store. */
  public RunnerSettings keeping(StateStore store) {
    Draft draft = new Draft(this);
    draft.state = Optional.of(store);
    return draft.settings();
  }

  /** With Secrets. */
  public RunnerSettings reading(Function<Ref, Secrets> source) {
    Draft draft = new Draft(this);
    draft.secrets = source;
    return draft.settings();
  }

  /** With a registry for what is measured. */
  public RunnerSettings measuring(MeterRegistry registry) {
    Draft draft = new Draft(this);
    draft.metrics = registry;
    return draft.settings();
  }

  /** With another bound on what one integration may have in work. */
  public RunnerSettings bounded(int requestsInWork, int bodyBytes) {
    Draft draft = new Draft(this);
    draft.maxInWork = requestsInWork;
    draft.maxBody = bodyBytes;
    return draft.settings();
  }

  /** Reporting changes of one integration at most so often. */
  public RunnerSettings reporting(Duration every) {
    Draft draft = new Draft(this);
    draft.reportEvery = every;
    return draft.settings();
  }

  /** Settings with some of them changed. */
  private static final class Draft {
    private String host;
    private int port;
    private Optional<String> publicUrl;
    private String replica;
    private Duration grace;
    private Set<String> allowedSchemes;
    private Optional<StateStore> state;
    private Function<Ref, Secrets> secrets;
    private MeterRegistry metrics;
    private InstantSource clock;
    private int maxInWork;
    private int maxBody;
    private int maxThreads;
    private Duration reportEvery;

    Draft(RunnerSettings from) {
      host = from.host;
      port = from.port;
      publicUrl = from.publicUrl;
      replica = from.replica;
      grace = from.grace;
      allowedSchemes = from.allowedSchemes;
      state = from.state;
      secrets = from.secrets;
      metrics = from.metrics;
      clock = from.clock;
      maxInWork = from.maxInWork;
      maxBody = from.maxBody;
      maxThreads = from.maxThreads;
      reportEvery = from.reportEvery;
    }

    RunnerSettings settings() {
      return new RunnerSettings(
          host,
          port,
          publicUrl,
          replica,
          grace,
          allowedSchemes,
          state,
          secrets,
          metrics,
          clock,
          maxInWork,
          maxBody,
          maxThreads,
          reportEvery);
    }
  }
}
