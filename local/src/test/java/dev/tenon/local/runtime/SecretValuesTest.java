package dev.tenon.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.local.api.EmbeddedApi;
import dev.tenon.local.api.EmbeddedApiOptions;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace is the boundary of trust, also for Secrets. */
class SecretValuesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SecretKey TOKEN = new SecretKey("crm", "token");

  @TempDir Path home;

  private final Set<Ref> told = ConcurrentHashMap.newKeySet();
  private EmbeddedApi api;
  private KubernetesClient client;
  private SecretValues values;

  @BeforeEach
  void open() throws Exception {
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(api.kubeconfig().toFile()))
            .build();
    values = new SecretValues(client, told::add);
  }

  @AfterEach
  void close() {
    values.close();
    client.close();
    api.close();
  }

  private void secret(String namespace, String name, Map<String, String> labels) {
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    client
        .secrets()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToStringData("token", "of " + namespace)
                .build())
        .serverSideApply();
  }

  private Optional<String> read(String namespace, SecretKey key) {
    return values.of(Ref.integration(namespace, "any")).value(key);
  }

  private void awaitRead(String namespace, SecretKey key) {
    await().atMost(PATIENCE).until(() -> read(namespace, key).isPresent());
  }

  @Test
  void anIntegrationReadsTheSecretsOfItsOwnNamespace() {
    secret("sales", "crm", Map.of("tenon.dev/use", "true"));
    secret("support", "crm", Map.of("tenon.dev/use", "true"));

    awaitRead("sales", TOKEN);
    awaitRead("support", TOKEN);

    assertThat(read("sales", TOKEN)).contains("of sales");
    assertThat(read("support", TOKEN)).contains("of support");
    assertThat(read("elsewhere", TOKEN)).isEmpty();
  }

  @Test
  void aSecretWithoutTheLabelIsNotRead() {
    secret("sales", "crm", Map.of());
    secret("sales", "hidden", Map.of("tenon.dev/use", "false"));
    secret("sales", "later", Map.of("tenon.dev/use", "true"));
    awaitRead("sales", new SecretKey("later", "token"));

    assertThat(read("sales", TOKEN)).isEmpty();
    assertThat(read("sales", new SecretKey("hidden", "token"))).isEmpty();
  }

  @Test
  void aSecretThatLosesItsLabelIsForgotten() {
    secret("sales", "crm", Map.of("tenon.dev/use", "true"));
    awaitRead("sales", TOKEN);

    client
        .secrets()
        .inNamespace("sales")
        .withName("crm")
        .edit(one -> new SecretBuilder(one).editMetadata().withLabels(null).endMetadata().build());

    await().atMost(PATIENCE).until(() -> read("sales", TOKEN).isEmpty());
  }
}
