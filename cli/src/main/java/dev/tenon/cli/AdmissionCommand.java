package dev.tenon.cli;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.operator.admission.server.AdmissionServer;
import dev.tenon.operator.admission.server.AdmissionSettings;
import dev.tenon.operator.admission.server.AdmissionSettings.Certificate;
import dev.tenon.operator.admission.server.AdmissionSettings.Given;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import dev.tenon.operator.tls.Authorities.Lives;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon admission}: the webhook of a cluster. */
@Command(
    name = "admission",
    header = "Serve the admission webhook of a cluster: it refuses what breaks the rules.",
    description = {
      "Reads everything that is declared in the cluster that KUBECONFIG or its pod names, answers AdmissionReviews at "
          + "/review over TLS, and runs until it is stopped. It is ready, at /readyz, when it has read everything and "
          + "the API server trusts it. Any number may run side by side.",
      "",
      "Unless --tls is given it signs its certificates itself, by an authority in a Secret, and keeps the caBundle of "
          + "the ValidatingWebhookConfiguration up to date."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenon admission --namespace tenon-system --service tenon-admission",
      "  tenon admission --enforcement warn     # while a cluster is restored"
    })
final class AdmissionCommand implements Callable<Integer> {
  private final Streams streams;
  private final Stop stop;

  @Mixin private HelpOption help = new HelpOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9443",
      converter = Port.class,
      description = "The port to listen on; 0 for any that is free. Default: ${DEFAULT-VALUE}")
  private int port = 9443;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}")
  private String host = "0.0.0.0";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "The namespace of the Service and of the Secret; unless given, that of its pod.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = "tenon-admission",
      description = "The Service by which API servers call it. Default: ${DEFAULT-VALUE}")
  private String service = "tenon-admission";

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = "A further host name or address by which API servers call it.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      defaultValue = "tenon-admission-authority",
      description = "The Secret with the authority. Default: ${DEFAULT-VALUE}")
  private String secret = "tenon-admission-authority";

  @Option(
      names = "--configuration",
      paramLabel = "NAME",
      defaultValue = "tenon",
      description = "The ValidatingWebhookConfiguration. Default: ${DEFAULT-VALUE}")
  private String configuration = "tenon";

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      description =
          "A folder with tls.crt and tls.key that somebody else renews, such as cert-manager; the caBundle is his "
              + "matter then.")
  private Optional<Path> tls = Optional.empty();

  @Option(
      names = "--enforcement",
      paramLabel = "WHICH",
      defaultValue = "Deny",
      description = "deny refuses; warn only warns, for a restore. Default: ${DEFAULT-VALUE}")
  private Enforcement enforcement = Enforcement.Deny;

  @Option(
      names = "--namespaces",
      paramLabel = "NAME",
      split = ",",
      description = "The namespaces whose objects it reads, by commas. Default: all")
  private List<String> watched = new ArrayList<>();

  @Option(
      names = "--allow-scheme",
      paramLabel = "SCHEME",
      description = "A Camel component that routes may use besides those that all may.")
  private List<String> schemes = new ArrayList<>();

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      defaultValue = "3s",
      converter = Period.class,
      description =
          "How long it serves on after it was told to end, at most 3s. Default: ${DEFAULT-VALUE}")
  private Duration drain = Duration.ofSeconds(3);

  AdmissionCommand(Streams streams, Stop stop) {
    this.streams = streams;
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      return serve(client);
    } catch (IOException e) {
      streams.err().println("tenon: " + e.getMessage());
      return ExitCode.REFUSED;
    }
  }

  private int serve(KubernetesClient client) throws IOException, InterruptedException {
    AdmissionSettings settings =
        new AdmissionSettings(
            new InetSocketAddress(host, port),
            certificate(client),
            enforcement,
            new TreeSet<>(watched),
            new TreeSet<>(schemes),
            drain,
            InstantSource.system());
    try (AdmissionServer server = AdmissionServer.start(client, settings)) {
      streams.err().println("tenon: admission listens on " + host + ":" + server.port());
      boolean ready = false;
      while (!stop.await(Duration.ofMillis(200))) {
        if (server.ready() != ready) {
          ready = !ready;
          streams.err().println("tenon: admission is " + (ready ? "ready" : "not ready"));
        }
      }
      server.drain();
    }
    return ExitCode.ALLOWED;
  }

  private Certificate certificate(KubernetesClient client) {
    if (tls.isPresent()) {
      return new Given(tls.get());
    }
    String home =
        namespace
            .or(() -> Optional.ofNullable(client.getConfiguration().getNamespace()))
            .orElse("default");
    List<String> hosts = new ArrayList<>();
    hosts.add(service + "." + home + ".svc");
    hosts.add(service + "." + home + ".svc.cluster.local");
    hosts.addAll(names);
    return new Own(home, secret, configuration, hosts, Lives.DEFAULT);
  }
}
