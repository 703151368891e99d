package dev.tenon.cli;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.log.Logs;
import dev.tenon.cli.operator.LevelFile;
import dev.tenon.cli.operator.OperatorHealth;
import dev.tenon.cli.operator.PostgresState;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.operator.ClusterSettings;
import dev.tenon.operator.ClusterSettings.Election;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import dev.tenon.operator.runtime.deployment.DeploymentRuntime;
import dev.tenon.operator.runtime.deployment.DeploymentSettings;
import dev.tenon.operator.runtime.deployment.StateAccess;
import dev.tenon.runner.pod.Management;
import dev.tenon.runner.pod.Management.Page;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon operator}: the reconcilers of a cluster. */
@Command(
    name = "operator",
    header = "Run what is declared in a cluster, each integration in pods of its own.",
    description = {
      "Reads everything that is declared in the cluster that KUBECONFIG or its pod names, runs what may run as "
          + "Deployments beside each Integration, says how they fare in their status, and runs until it is stopped.",
      "",
      "Any number may run side by side: one acts, elected by a Lease, and the others wait. Health and metrics are at "
          + "/healthz, /readyz and /metrics. Log lines are JSON, on standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenon operator --runner-image registry.example/tenon-runner:1.0",
      "  tenon operator --runner-image … --namespaces support,revenue"
    })
final class OperatorCommand implements Callable<Integer> {
  private static final Duration LOST_FOR = Duration.ofMinutes(2);

  private final Streams streams;
  private final Stop stop;

  @Mixin private HelpOption help = new HelpOption();

  @Mixin private RunnerPods pods = new RunnerPods();

  @Mixin private StateOptions stateOptions = new StateOptions();

  @Option(
      names = "--namespaces",
      paramLabel = "NAME",
      split = ",",
      description = "The namespaces that integrations may be in, by commas. Default: all")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--allow-scheme",
      paramLabel = "SCHEME",
      description = "A Camel component that routes may use besides those that all may.")
  private List<String> schemes = new ArrayList<>();

  @Option(
      names = "--enforcement",
      paramLabel = "WHICH",
      defaultValue = "Deny",
      description =
          "deny: what rules refuse does not start; warn: it does, for a restore. Default: ${DEFAULT-VALUE}")
  private Enforcement enforcement = Enforcement.Deny;

  @Option(
      names = "--reports",
      description =
          "Also write what fails as a Report of openreports.io in each namespace; its kinds must be installed.")
  private boolean reports;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "Reconciles at the same time. Default: ${DEFAULT-VALUE}")
  private int threads = 8;

  @Option(
      names = "--management-port",
      paramLabel = "N",
      defaultValue = "9876",
      converter = Port.class,
      description = "The port of health and metrics; 0 for any. Default: ${DEFAULT-VALUE}")
  private int port = 9876;

  @Option(
      names = "--lease-namespace",
      paramLabel = "NAME",
      description = "The namespace of the Lease; unless given, that of its pod.")
  private Optional<String> leaseNamespace = Optional.empty();

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "12s",
      converter = Period.class,
      description =
          "How long a leader that died holds the others up, at most. Default: ${DEFAULT-VALUE}")
  private Duration lease = Duration.ofSeconds(12);

  @Option(names = "--alone", description = "Act without an election: there is no other operator.")
  private boolean alone;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warning, info or debug. Default: ${DEFAULT-VALUE}")
  private String logLevel = "info";

  @Option(
      names = "--log-level-file",
      paramLabel = "FILE",
      description = "A file with the level, which may change while the operator runs.")
  private Optional<Path> levelFile = Optional.empty();

  OperatorCommand(Streams streams, Stop stop) {
    this.streams = streams;
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    DeploymentSettings settings;
    Level level;
    Optional<PostgresState> state;
    try {
      state = stateOptions.open();
      settings = pods.settings(schemes);
      level =
          LevelFile.level(logLevel)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--log-level is '"
                              + logLevel
                              + "': write error, warning, info or debug"));
    } catch (IllegalArgumentException e) {
      streams.err().println("tenon: " + e.getMessage());
      return ExitCode.UNREADABLE;
    }
    Logs.json(level);
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      return run(client, settings, state);
    } catch (IOException | KubernetesClientException | OperatorException e) {
      streams.err().println("tenon: the operator cannot start: " + cause(e));
      return ExitCode.REFUSED;
    } finally {
      state.ifPresent(PostgresState::close);
    }
  }

  private static String cause(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private int run(
      KubernetesClient client, DeploymentSettings settings, Optional<PostgresState> state)
      throws IOException, InterruptedException {
    PrometheusMeterRegistry metrics = metrics();
    try (DeploymentRuntime runtime =
            DeploymentRuntime.open(
                client, settings, new TreeSet<>(namespaces), state.map(StateAccess.class::cast));
        TenonOperator operator =
            TenonOperator.start(client, runtime, operatorSettings(), cluster(client, metrics));
        Management management =
            Management.open("0.0.0.0", port, pages(operator, runtime, metrics))) {
      streams
          .err()
          .println("tenon: the operator runs; health and metrics on port " + management.port());
      Optional<LevelFile> levels = levelFile.map(LevelFile::new);
      while (!stop.await(Duration.ofSeconds(2))) {
        levels.ifPresent(LevelFile::look);
      }
    }
    return ExitCode.ALLOWED;
  }

  private OperatorSettings operatorSettings() {
    return new OperatorSettings(
        new TreeSet<>(schemes),
        threads,
        OperatorSettings.DEFAULT.stopWithin(),
        enforcement,
        InstantSource.system(),
        reports);
  }

  private ClusterSettings cluster(KubernetesClient client, PrometheusMeterRegistry metrics) {
    return new ClusterSettings(
        new TreeSet<>(namespaces),
        alone ? Optional.empty() : Optional.of(election(client)),
        MicrometerMetricsV2.newBuilder(metrics).build());
  }

  private Election election(KubernetesClient client) {
    return new Election(
        leaseNamespace
            .or(() -> Optional.ofNullable(client.getConfiguration().getNamespace()))
            .orElse("default"),
        "tenon-operator",
        Optional.ofNullable(System.getenv("HOSTNAME")).orElse("operator")
            + "-"
            + UUID.randomUUID().toString().substring(0, 8),
        lease,
        // whatever is being written, another one writes by now
        () -> Runtime.getRuntime().halt(ExitCode.REFUSED));
  }

  private static PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // Prometheus wants the same keys on all series of a name; some events have no action
    metrics
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                return id.getName().equals("events.received") && id.getTag("action") == null
                    ? id.withTag(Tag.of("action", ""))
                    : id;
              }
            });
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    return metrics;
  }

  private static Map<String, java.util.function.Supplier<Page>> pages(
      TenonOperator operator, DeploymentRuntime runtime, PrometheusMeterRegistry metrics) {
    metrics.gauge("tenon.operator.leads", operator, it -> it.leads() ? 1 : 0);
    OperatorHealth health =
        new OperatorHealth(
            () ->
                Stream.concat(operator.unhealthy().stream(), runtime.unhealthy().stream()).toList(),
            operator::ready,
            LOST_FOR,
            System::nanoTime);
    return Map.of(
        "/healthz",
        health::live,
        "/readyz",
        health::ready,
        "/metrics",
        () -> new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
  }
}
