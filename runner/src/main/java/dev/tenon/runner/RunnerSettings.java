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
    return new RunnerSettings(
        address,
        number,
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

  /** Called by vendors under another URL than the port's own. */
  public RunnerSettings publishedAs(String url) {
    return new RunnerSettings(
        host,
        port,
        Optional.of(url),
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

  /** Under another name. */
  public RunnerSettings as(String name) {
    return new RunnerSettings(
        host,
        port,
        publicUrl,
        name,
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

  /** With another grace. */
  public RunnerSettings grace(Duration time) {
    return new RunnerSettings(
        host,
        port,
        publicUrl,
        replica,
        time,
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

  /** With further schemes. */
  public RunnerSettings allowing(Set<String> schemes) {
    return new RunnerSettings(
        host,
        port,
        publicUrl,
        replica,
        grace,
        schemes,
        state,
        secrets,
        metrics,
        clock,
        maxInWork,
        maxBody,
        maxThreads,
        reportEvery);
  }

  /** With a state store. */
  public RunnerSettings keeping(StateStore store) {
    return new RunnerSettings(
        host,
        port,
        publicUrl,
        replica,
        grace,
        allowedSchemes,
        Optional.of(store),
        secrets,
        metrics,
        clock,
        maxInWork,
        maxBody,
        maxThreads,
        reportEvery);
  }

  /** With Secrets. */
  public RunnerSettings reading(Function<Ref, Secrets> source) {
    return new RunnerSettings(
        host,
        port,
        publicUrl,
        replica,
        grace,
        allowedSchemes,
        state,
        source,
        metrics,
        clock,
        maxInWork,
        maxBody,
        maxThreads,
        reportEvery);
  }

  /** With a registry for what is measured. */
  public RunnerSettings measuring(MeterRegistry registry) {
    return new RunnerSettings(
        host,
        port,
        publicUrl,
        replica,
        grace,
        allowedSchemes,
        state,
        secrets,
        registry,
        clock,
        maxInWork,
        maxBody,
        maxThreads,
        reportEvery);
  }

  /** With another bound on what one integration may have in work. */
  public RunnerSettings bounded(int requestsInWork, int bodyBytes) {
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
        requestsInWork,
        bodyBytes,
        maxThreads,
        reportEvery);
  }

  /** Reporting changes of one integration at most so often. */
  public RunnerSettings reporting(Duration every) {
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
        every);
  }
}
