package dev.tenon.operator.runtime.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What pods of integrations have in common.
 *
 * @param image of the runner
 * @param pullPolicy Always, IfNotPresent or Never
 * @param pullSecrets Secrets in the integration's own namespace by which the image is pulled
 * @param schemes of Camel components that routes may use besides those that all may
 * @param grace how long running exchanges may take to finish at a stop
 * @param user that the pods run as; never 0
 * @param entrance how the outside reaches routes that listen; absent: by their Service alone
 * @param renewing whether a new image reaches integrations whose plan did not change; else they
 *     keep the pods that they have
 */
public record DeploymentSettings(
    String image,
    String pullPolicy,
    List<String> pullSecrets,
    Resources resources,
    SortedSet<String> schemes,
    Duration grace,
    long user,
    Optional<Entrance> entrance,
    boolean renewing) {

  /** A plan's process, under the image of that name. */
  public static DeploymentSettings of(String image) {
    return new DeploymentSettings(
        image,
        "IfNotPresent",
        List.of(),
        Resources.DEFAULT,
        new TreeSet<>(),
        Duration.ofSeconds(20),
        10001,
        Optional.empty(),
        false);
  }

  /** Refuses what no pod could have. */
  public DeploymentSettings {
    if (image.isBlank()) {
      throw new IllegalArgumentException("the image of the runner is not named");
    }
    if (user <= 0) {
      throw new IllegalArgumentException("pods must not run as root: the user must be above 0");
    }
    pullSecrets = List.copyOf(pullSecrets);
  }

  /**
   * What a pod asks for and may use, as Kubernetes' quantities.
   *
   * @param cpu asked for
   * @param memory asked for
   * @param memoryLimit of which the heap takes half; the rest is for threads, code and buffers
   * @param cpuLimit absent: what the node has left
   */
  public record Resources(
      String cpu, String memory, String memoryLimit, Optional<String> cpuLimit) {
    /** Enough for most plans. */
    public static final Resources DEFAULT =
        new Resources("50m", "256Mi", "512Mi", Optional.empty());
  }

  /** How the outside reaches routes that listen. */
  public sealed interface Entrance {
    /** The host name that vendors call. */
    String host();

    /** The base of the URLs by which vendors call. */
    default String url() {
      return "https://" + host();
    }

    /**
     * An Ingress for each integration.
     *
     * @param tlsSecret the Secret, in the integration's own namespace, of the host's certificate
     */
    record ByIngress(String host, String className, Optional<String> tlsSecret)
        implements Entrance {}

    /** An HTTPRoute for each integration, at one Gateway. */
    record ByGateway(String host, String gateway, String namespace) implements Entrance {}
  }
}
