package dev.tenon.local.api.conformance;

import dev.tenon.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real kube-apiserver with the two controllers whose work the embedded API does itself: the
 * garbage collector's and the namespaces'.
 */
public final class RealServer implements AutoCloseable {
  private final ApiServer server;
  private final Process controllers;

  private RealServer(ApiServer server, Process controllers) {
    this.server = server;
    this.controllers = controllers;
  }

  /** Starts one; nothing, and one loud line, where there are no programs for it. */
  public static Optional<RealServer> start(Path home) throws IOException {
    Optional<Path> assets = ApiServer.assets();
    if (assets.isEmpty()) {
      return Optional.empty();
    }
    Path program = assets.get().resolve("kube-controller-manager");
    if (!Files.isExecutable(program)) {
      System.err.println(
          "SKIPPED: comparison with a real kube-apiserver: "
              + assets.get()
              + " has no kube-controller-manager");
      return Optional.empty();
    }
    ApiServer server = ApiServer.start(assets.get());
    Path log = home.resolve("kube-controller-manager.log");
    Process controllers =
        new ProcessBuilder(
                program.toString(),
                "--kubeconfig=" + server.kubeconfig(),
                "--secure-port=0",
                "--leader-elect=false",
                "--controllers=namespace,garbagecollector")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return Optional.of(new RealServer(server, controllers));
  }

  /** A kubeconfig of a cluster administrator. */
  public Path kubeconfig() {
    return server.kubeconfig();
  }

  /** The API server itself. */
  public ApiServer api() {
    return server;
  }

  @Override
  public void close() throws InterruptedException {
    controllers.destroy();
    if (!controllers.waitFor(5, TimeUnit.SECONDS)) {
      controllers.destroyForcibly().waitFor();
    }
    server.close();
  }
}
