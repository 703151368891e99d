package dev.tenon.local.operator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.testing.ApiServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/** On a real kube-apiserver, whose informers, patches and conflicts are what a cluster has. */
class BackgroundReviewOnRealApiTest extends BackgroundReviewContract {
  private static Optional<ApiServer> server = Optional.empty();

  @BeforeAll
  static void open() {
    server = ApiServer.shared();
    assumeTrue(server.isPresent(), "KUBEBUILDER_ASSETS names no kube-apiserver");
  }

  @Override
  Path kubeconfig() {
    return server.orElseThrow().kubeconfig();
  }
}
