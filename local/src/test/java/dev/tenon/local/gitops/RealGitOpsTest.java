package dev.tenon.local.gitops;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.local.api.conformance.RealServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On a real API server, which asks our webhook. */
class RealGitOpsTest extends GitOpsTest {
  @TempDir private static Path folder;
  private static Optional<RealServer> server = Optional.empty();
  private int count;

  @BeforeAll
  static void start() throws IOException {
    server = RealServer.start(folder);
    assumeTrue(server.isPresent(), "no KUBEBUILDER_ASSETS");
    server.get().api().installCrds();
  }

  @AfterAll
  static void end() throws Exception {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  @Override
  Plane.Home another() {
    clear(server.get().api().client());
    count++;
    return last();
  }

  @Override
  Plane.Home last() {
    return new RealPlane.Home(server.get(), folder.resolve("home-" + count));
  }

  /** Takes everything out, with nobody there to object. */
  private static void clear(KubernetesClient client) {
    for (String namespace : List.of("support", "growth")) {
      client.namespaces().withName(namespace).delete();
    }
    Crds.kinds().forEach(kind -> clear(client, kind));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                client.namespaces().withName("support").get() == null
                    && client.namespaces().withName("growth").get() == null);
  }

  private static <T extends TenonResource<?, ?>> void clear(
      KubernetesClient client, Class<T> kind) {
    for (T one : client.resources(kind).inAnyNamespace().list().getItems()) {
      client
          .resource(one)
          .edit(
              it -> {
                it.getMetadata().setFinalizers(List.of());
                return it;
              });
      client.resource(one).delete();
    }
  }
}
