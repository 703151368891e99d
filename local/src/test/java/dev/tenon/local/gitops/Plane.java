package dev.tenon.local.gitops;

import dev.tenon.engine.review.Enforcement;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.InstantSource;

/** Everything that reviews and runs, over an API whose state outlives it. */
interface Plane extends AutoCloseable {
  /** A client of the API, with all rights. */
  KubernetesClient client();

  @Override
  void close();

  /** An API without what reviews and runs. */
  interface Home {
    /** Starts what reviews and runs. */
    Plane open(Enforcement enforcement, InstantSource clock) throws IOException;
  }
}
