package dev.tenon.local.gitops;

import dev.tenon.engine.review.Enforcement;
import dev.tenon.local.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/** A control plane on a laptop. */
record EmbeddedPlane(ControlPlane plane) implements Plane {
  record Home(Path folder) implements Plane.Home {
    @Override
    public Plane open(Enforcement enforcement, InstantSource clock) throws IOException {
      ControlPlane.Options options =
          new ControlPlane.Options(folder, 0, 0, Set.of(), enforcement, clock);
      ControlPlane plane = ControlPlane.start(options);
      plane.run(options);
      return new EmbeddedPlane(plane);
    }
  }

  @Override
  public KubernetesClient client() {
    return plane.client();
  }

  @Override
  public void close() {
    plane.close();
  }
}
