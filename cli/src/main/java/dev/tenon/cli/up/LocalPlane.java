package dev.tenon.cli.up;

import dev.tenon.local.ControlPlane;
import dev.tenon.local.api.storage.StorageFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;

/** The control plane in this process. */
public final class LocalPlane implements Plane {
  private final ControlPlane plane;
  private final ControlPlane.Options options;

  private LocalPlane(ControlPlane plane, ControlPlane.Options options) {
    this.plane = plane;
    this.options = options;
  }

  /**
   * Starts its API.
   *
   * @throws IOException where the home or the port cannot be had
   */
  public static Plane start(PlaneOptions options) throws IOException {
    ControlPlane.Options all =
        new ControlPlane.Options(
            options.home(), options.apiPort(), options.httpPort(), options.schemes());
    try {
      return new LocalPlane(ControlPlane.start(all), all);
    } catch (StorageFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Path kubeconfig() {
    return plane.kubeconfig();
  }

  @Override
  public KubernetesClient client() {
    return plane.client();
  }

  @Override
  public int run() throws IOException {
    plane.run(options);
    return plane.port();
  }

  @Override
  public void close() {
    plane.close();
  }
}
