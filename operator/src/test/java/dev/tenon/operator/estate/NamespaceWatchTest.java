package dev.tenon.operator.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.testing.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nobody waits for ever for namespaces that he may not read. */
class NamespaceWatchTest {
  @Test
  void whoMayNotReadNamespacesStartsWithout() throws Exception {
    Optional<ApiServer> server = ApiServer.shared();
    assumeTrue(server.isPresent(), "no KUBEBUILDER_ASSETS");
    Config config = Config.fromKubeconfig(server.get().kubeconfig().toFile());
    config.setImpersonateUsername("namespace-reader");
    IndexedEstate estate = new IndexedEstate();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        NamespaceWatch watch = new NamespaceWatch(client, new EstateFeed(estate))) {
      CompletableFuture.runAsync(watch::start).get(2, TimeUnit.MINUTES);
      assertThat(estate.namespaceLabels("default")).isEmpty();
    }
  }
}
