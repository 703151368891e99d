package dev.tenon.testing;

import dev.tenon.api.Crds;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A real etcd and kube-apiserver for tests, from the folder that {@code KUBEBUILDER_ASSETS} names:
 * everything an API server does by itself (schemas, CEL, server-side apply, dry run, RBAC), and
 * nothing that controllers do (no garbage collection, no pods). Everything listens on 127.0.0.1 and
 * is gone after {@link #close()}. For most tests:
 *
 * <pre>{@code
 * ApiServer server = ApiServer.shared().orElse(null);
 * assumeTrue(server != null, "no KUBEBUILDER_ASSETS");
 * }</pre>
 */
public final class ApiServer implements AutoCloseable {
  private static final String ASSETS = "KUBEBUILDER_ASSETS";
  private static final int ATTEMPTS = 3;
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(1);
  private static final AtomicReference<ApiServer> SHARED = new AtomicReference<>();

  private final Path assets;
  private final Path home;
  private final Daemon etcd;
  private final Daemon server;
  private final KubernetesClient client;

  private ApiServer(Path assets, Path home, Daemon etcd, Daemon server) {
    this.assets = assets;
    this.home = home;
    this.etcd = etcd;
    this.server = server;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
            .build();
  }

  /**
   * The folder with {@code etcd}, {@code kube-apiserver} and {@code kubectl}; where there is none,
   * empty, and one loud line on standard error.
   */
  public static Optional<Path> assets() {
    String folder = System.getenv(ASSETS);
    if (folder == null || folder.isBlank()) {
      System.err.println(
          "SKIPPED: tests against a real kube-apiserver: "
              + ASSETS
              + " names no folder with etcd, kube-apiserver and kubectl");
      return Optional.empty();
    }
    Path path = Path.of(folder);
    for (String program : List.of("etcd", "kube-apiserver", "kubectl")) {
      if (!Files.isExecutable(path.resolve(program))) {
        System.err.println(
            "SKIPPED: tests against a real kube-apiserver: "
                + ASSETS
                + "="
                + folder
                + " has no program "
                + program);
        return Optional.empty();
      }
    }
    return Optional.of(path);
  }

  /**
   * The server that all tests of this JVM share, with Tenon's CRDs installed; started by the first
   * call, stopped with the JVM. Empty where {@link #assets()} is.
   */
  public static synchronized Optional<ApiServer> shared() {
    if (SHARED.get() == null) {
      assets()
          .ifPresent(
              folder -> {
                ApiServer started = start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(started::close, "api-server-stop"));
                started.installCrds();
                SHARED.set(started);
              });
    }
    return Optional.ofNullable(SHARED.get());
  }

  /**
   * Starts a server of one's own and waits until it is ready, which takes a few seconds.
   *
   * @param flags further flags of kube-apiserver
   * @throws IllegalStateException if it does not start; the message ends with its last lines of log
   */
  public static ApiServer start(Path assets, String... flags) {
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(assets, List.of(flags));
      } catch (IllegalStateException e) {
        // a free port can be taken between the look and the use
        if (attempt == ATTEMPTS || !e.getMessage().contains("address already in use")) {
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot prepare a folder for a kube-apiserver", e);
      }
    }
  }

  private static ApiServer startOnce(Path assets, List<String> flags) throws IOException {
    Path home = Files.createTempDirectory("tenon-api-server-");
    List<Daemon> running = new ArrayList<>();
    try {
      String etcdUrl = "http://127.0.0.1:" + freePort();
      String peerUrl = "http://127.0.0.1:" + freePort();
      Daemon etcd =
          Daemon.start(
              home.resolve("etcd.log"),
              assets.resolve("etcd").toString(),
              "--data-dir=" + home.resolve("etcd"),
              "--unsafe-no-fsync",
              "--listen-client-urls=" + etcdUrl,
              "--advertise-client-urls=" + etcdUrl,
              "--listen-peer-urls=" + peerUrl,
              "--initial-advertise-peer-urls=" + peerUrl,
              "--initial-cluster=default=" + peerUrl);
      running.add(etcd);

      int port = freePort();
      Identity identity = Identity.write(home, port);
      List<String> command =
          new ArrayList<>(
              List.of(
                  assets.resolve("kube-apiserver").toString(),
                  "--etcd-servers=" + etcdUrl,
                  "--bind-address=127.0.0.1",
                  "--advertise-address=127.0.0.1",
                  "--secure-port=" + port,
                  "--cert-dir=" + home.resolve("certs"),
                  "--token-auth-file=" + identity.tokens(),
                  "--service-account-issuer=https://kubernetes.default.svc",
                  "--service-account-key-file=" + identity.serviceAccountKey(),
                  "--service-account-signing-key-file=" + identity.serviceAccountKey(),
                  "--service-cluster-ip-range=10.0.0.0/24",
                  "--authorization-mode=RBAC",
                  // no controller makes the default service accounts
                  "--disable-admission-plugins=ServiceAccount",
                  "--allow-privileged=true"));
      command.addAll(flags);
      Daemon server =
          Daemon.start(home.resolve("kube-apiserver.log"), command.toArray(String[]::new));
      running.add(server);
      server.awaitReady(identity, List.of(etcd));
      return new ApiServer(assets, home, etcd, server);
    } catch (RuntimeException | IOException e) {
      running.forEach(Daemon::stop);
      Folders.delete(home);
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A kubeconfig of a cluster administrator. */
  public Path kubeconfig() {
    return Identity.kubeconfig(home);
  }

  /** A client of a cluster administrator; closed with the server. */
  public KubernetesClient client() {
    return client;
  }

  /** Runs kubectl as a cluster administrator and waits for its end. */
  public Run kubectl(String... arguments) {
    return kubectlWith("", arguments);
  }

  /** Runs kubectl as a cluster administrator with this text on standard input ({@code -f -}). */
  public Run kubectlWith(String input, String... arguments) {
    return Run.of(home, kubeconfig(), assets.resolve("kubectl"), input, arguments);
  }

  /** Applies Tenon's CRDs and waits until they are served, discovered and explained. */
  public void installCrds() {
    kubectlWith(String.join("\n---\n", Crds.yaml()), "apply", "--server-side", "-f", "-").orFail();
    List<String> wait =
        new ArrayList<>(List.of("wait", "--for=condition=Established", "--timeout=60s"));
    Crds.kinds().forEach(kind -> wait.add("crd/" + Crds.nameOf(kind)));
    kubectl(wait.toArray(String[]::new)).orFail();
    // discovery and OpenAPI follow a moment later, and api-resources also refreshes kubectl's cache
    untilItSucceeds(() -> kubectl("api-resources", "--api-group=tenon.dev", "-o", "name"));
    Crds.kinds().forEach(kind -> untilItSucceeds(() -> kubectl("explain", Crds.nameOf(kind))));
  }

  private static void untilItSucceeds(Supplier<Run> attempt) {
    Instant end = Instant.now().plus(SETTLES_WITHIN);
    Run last = attempt.get();
    while ((last.exit() != 0 || last.out().isBlank()) && Instant.now().isBefore(end)) {
      last = attempt.get();
    }
    last.orFail();
  }

  /** Stops both programs and removes what they wrote. */
  @Override
  public void close() {
    client.close();
    server.stop();
    etcd.stop();
    Folders.delete(home);
  }
}
