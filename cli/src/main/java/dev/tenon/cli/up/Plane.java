package dev.tenon.cli.up;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;

/** A control plane: a Kubernetes API that answers, and what runs integrations once it is told. */
public interface Plane extends AutoCloseable {
  /** The kubeconfig of its API, an absolute path. */
  Path kubeconfig();

  /** A client of its API, closed with it. */
  KubernetesClient client();

  /**
   * Starts what runs integrations, and returns when it does. Objects may be applied meanwhile.
   *
   * @return the port on which all routes listen
   * @throws IOException where that cannot be, because the port is taken or the state is damaged;
   *     the message says what to do
   */
  int run() throws IOException;

  /** Ends everything, within five seconds; what is kept is on disk then. */
  @Override
  void close();
}
