package dev.tenon.cli;

import dev.tenon.operator.runtime.deployment.DeploymentSettings;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByGateway;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByIngress;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The options of the pods that integrations run in. */
final class RunnerPods {
  @Option(
      names = "--runner-image",
      paramLabel = "IMAGE",
      defaultValue = "${env:TENON_RUNNER_IMAGE}",
      required = true,
      description = "The image of the pods; or TENON_RUNNER_IMAGE.")
  private String image = "";

  @Option(
      names = "--pull-policy",
      paramLabel = "WHICH",
      defaultValue = "IfNotPresent",
      description = "Always, IfNotPresent or Never. Default: ${DEFAULT-VALUE}")
  private String pullPolicy = "IfNotPresent";

  @Option(
      names = "--pull-secret",
      paramLabel = "NAME",
      description = "A Secret, in each integration's namespace, by which the image is pulled.")
  private List<String> pullSecrets = new ArrayList<>();

  @Option(
      names = "--cpu",
      paramLabel = "QUANTITY",
      defaultValue = "50m",
      description = "What a pod asks for. Default: ${DEFAULT-VALUE}")
  private String cpu = "50m";

  @Option(
      names = "--cpu-limit",
      paramLabel = "QUANTITY",
      description = "What a pod may use; unless given, what its node has left.")
  private Optional<String> cpuLimit = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "QUANTITY",
      defaultValue = "256Mi",
      description = "What a pod asks for. Default: ${DEFAULT-VALUE}")
  private String memory = "256Mi";

  @Option(
      names = "--memory-limit",
      paramLabel = "QUANTITY",
      defaultValue = "512Mi",
      description = "What a pod may use; half of it is heap. Default: ${DEFAULT-VALUE}")
  private String memoryLimit = "512Mi";

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = Period.class,
      description =
          "How long running exchanges may take to finish at a stop. Default: ${DEFAULT-VALUE}")
  private Duration grace = Duration.ofSeconds(20);

  @Option(
      names = "--run-as",
      paramLabel = "UID",
      defaultValue = "10001",
      description = "The user that pods run as. Default: ${DEFAULT-VALUE}")
  private long user = 10001;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "The host by which vendors call, with --ingress-class or --gateway.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--ingress-class",
      paramLabel = "NAME",
      description = "Routes that listen get an Ingress of this class.")
  private Optional<String> ingressClass = Optional.empty();

  @Option(
      names = "--ingress-tls",
      paramLabel = "SECRET",
      description = "The Secret of the host's certificate, in each integration's namespace.")
  private Optional<String> ingressTls = Optional.empty();

  @Option(
      names = "--gateway",
      paramLabel = "NAMESPACE/NAME",
      description = "Routes that listen get an HTTPRoute at this Gateway.")
  private Optional<String> gateway = Optional.empty();

  @Option(
      names = "--renew-pods",
      description =
          "Give every pod a new --runner-image at once. Unless given, those whose plan did not change keep theirs.")
  private boolean renewing;

  /**
   * As settings.
   *
   * @throws IllegalArgumentException if options contradict one another; the message says which
   */
  DeploymentSettings settings(List<String> schemes) {
    return new DeploymentSettings(
        image,
        pullPolicy,
        pullSecrets,
        new Resources(cpu, memory, memoryLimit, cpuLimit),
        new TreeSet<>(schemes),
        grace,
        user,
        entrance(),
        renewing);
  }

  private Optional<Entrance> entrance() {
    if (ingressClass.isEmpty() && gateway.isEmpty()) {
      if (host.isPresent()) {
        throw new IllegalArgumentException(
            "--host needs --ingress-class or --gateway: nothing would lead from it to the pods");
      }
      return Optional.empty();
    }
    if (ingressClass.isPresent() && gateway.isPresent()) {
      throw new IllegalArgumentException(
          "--ingress-class and --gateway exclude each other: leave one of them out");
    }
    String name =
        host.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--host is missing: it is the name by which vendors call"));
    if (ingressClass.isPresent()) {
      return Optional.of(new ByIngress(name, ingressClass.get(), ingressTls));
    }
    String[] parts = gateway.get().split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new IllegalArgumentException(
          "--gateway is '" + gateway.get() + "': write NAMESPACE/NAME");
    }
    return Optional.of(new ByGateway(name, parts[1], parts[0]));
  }
}
