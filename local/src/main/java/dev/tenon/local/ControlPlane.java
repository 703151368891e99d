package dev.tenon.local;

import dev.tenon.api.Crds;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.engine.review.Review;
import dev.tenon.local.admission.LocalAdmission;
import dev.tenon.local.api.EmbeddedApi;
import dev.tenon.local.api.EmbeddedApiOptions;
import dev.tenon.local.runtime.LocalRuntime;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Everything that runs integrations, in this process: the API, the state store, the runtime and the
 * operator. Its state is in one folder and survives restarts.
 */
public final class ControlPlane implements AutoCloseable {
  /** Running exchanges may take so long to finish; the whole stop takes at most 5 s. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final EmbeddedApi api;
  private final KubernetesClient client;
  private LocalRuntime runtime;

  /**
   * What a control plane is set to.
   *
   * @param home the folder of its state; made where absent
   * @param apiPort of the API on 127.0.0.1; 0 for the one that this home had before, or else a free
   *     one
   * @param port of all routes that listen, on 127.0.0.1; 0 for any that is free
   * @param schemes of Camel components that routes may use besides those that all may
   * @param enforcement whether what is refused is refused, or only warned of
   * @param clock what day it is for rules
   */
  public record Options(
      Path home,
      int apiPort,
      int port,
      Set<String> schemes,
      Enforcement enforcement,
      InstantSource clock) {
    /** Refusals bind, at the system's time. */
    public Options(Path home, int apiPort, int port, Set<String> schemes) {
      this(home, apiPort, port, schemes, Enforcement.Deny, InstantSource.system());
    }
  }

  private ControlPlane(Options options) throws IOException {
    this.api =
        EmbeddedApi.start(
            EmbeddedApiOptions.in(options.home())
                .withPort(options.apiPort())
                .withAdmissions(List.of(new LocalAdmission(review(options), options.clock())))
                .withDefinitions(Crds.definitions()));
    parts.push(api);
    try {
      this.client =
          new KubernetesClientBuilder()
              .withConfig(ClientConfig.of(api.access(), options.home()))
              .build();
      parts.push(client);
    } catch (IOException | RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  private static Review review(Options options) {
    return Review.with(Renderer.with(options.schemes())).enforcing(options.enforcement());
  }

  /**
   * Starts the API alone; when this returns, it answers, and {@link #run} may follow.
   *
   * @throws IOException if the home or a port cannot be had; the message says what to do
   */
  public static ControlPlane start(Options options) throws IOException {
    return new ControlPlane(options);
  }

  /**
   * Starts what runs integrations, first of all those that ran before.
   *
   * @throws IOException if the state store or the port cannot be had; the message says what to do
   */
  public void run(Options options) throws IOException {
    try {
      StateStore state = openState(options.home());
      parts.push(state);
      runtime =
          LocalRuntime.open(
              client,
              state,
              new LocalRuntime.Settings(
                  options.home().resolve("run"), options.port(), options.schemes(), GRACE));
      parts.push(runtime);
      OperatorSettings defaults = OperatorSettings.DEFAULT;
      TenonOperator operator =
          TenonOperator.start(
              client,
              runtime,
              new OperatorSettings(
                  options.schemes(),
                  defaults.threads(),
                  defaults.stopWithin(),
                  options.enforcement(),
                  options.clock()));
      parts.push(operator);
      runtime.onSecret(operator::changed);
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Whatever keeps it from being opened, its message says what to do. */
  private static StateStore openState(Path home) throws IOException {
    try {
      return SqlStateStore.h2(home.resolve("state").resolve("state"));
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The kubeconfig: an absolute path, readable by its owner alone. */
  public Path kubeconfig() {
    return api.kubeconfig();
  }

  /** A client of the API, with the rights of an administrator. Closed with the control plane. */
  public KubernetesClient client() {
    return client;
  }

  /** The port of all routes that listen. */
  public int port() {
    return runtime.port();
  }

  /** Stops reconciling, then intake, then all the rest. */
  @Override
  public void close() {
    closeParts();
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // the others must be closed all the same
        org.slf4j.LoggerFactory.getLogger(ControlPlane.class)
            .warn("a part did not close: {}", e.getMessage());
      }
    }
  }
}
