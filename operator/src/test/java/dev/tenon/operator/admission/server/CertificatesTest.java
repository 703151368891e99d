package dev.tenon.operator.admission.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Team;
import dev.tenon.operator.admission.server.AdmissionSettings.Given;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.operator.tls.Authority;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.Pem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates come and go, and no write is ever refused for it. */
class CertificatesTest {
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void forget() {
    cluster.client().secrets().inNamespace(Cluster.SYSTEM).withName("tenon-admission").delete();
  }

  private static String team(int i) {
    return """
           apiVersion: tenon.dev/v1alpha1
           kind: Team
           metadata: {name: rotation}
           spec: {displayName: "%d", members: [{id: a@corp.example}, {id: b@corp.example}], namespaces: [support]}
           """
        .formatted(i);
  }

  private static Resource<ValidatingWebhookConfiguration> configuration() {
    return cluster
        .client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(Cluster.CONFIGURATION);
  }

  private static String bundle() {
    return configuration().get().getWebhooks().get(0).getClientConfig().getCaBundle();
  }

  private static Secret secret() {
    return cluster.client().secrets().inNamespace(Cluster.SYSTEM).withName("tenon-admission").get();
  }

  /** Writes without pause, and notes what is refused and whether anybody was asked at all. */
  private static final class Writer implements AutoCloseable {
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private final CompletableFuture<Void> end = CompletableFuture.runAsync(this::write);

    private void write() {
      for (int i = 0; going.get(); i++) {
        Team team = cluster.client().getKubernetesSerialization().unmarshal(team(i), Team.class);
        try {
          cluster.client().resource(team).serverSideApply();
          written.incrementAndGet();
        } catch (KubernetesClientException e) {
          refusals.add(e.getMessage());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }

    @Override
    public void close() {
      going.set(false);
      end.join();
    }
  }

  @Test
  void authoritiesAndCertificatesAreReplacedWithoutARefusal() throws Exception {
    // fast, yet slow enough for a busy machine: the next is made after 24 s, signs after 29 s, and
    // the first ends after 36 s
    Lives lives = new Lives(Duration.ofSeconds(36), Duration.ofSeconds(5), Duration.ofSeconds(9));
    Set<String> bundles = new LinkedHashSet<>();
    Set<Object> shown = new LinkedHashSet<>();
    try (AdmissionServer one = cluster.admission(Cluster.settings(0, lives))) {
      cluster.ask(one.port());
      try (Writer writer = new Writer()) {
        await()
            .atMost(Duration.ofMinutes(5))
            .pollInterval(Duration.ofMillis(200))
            .untilAsserted(
                () -> {
                  bundles.add(bundle());
                  shown.add(one.certificate());
                  // the first, both while the first signs, both while the second does
                  assertThat(bundles.size()).isGreaterThanOrEqualTo(3);
                  assertThat(shown.size()).isGreaterThanOrEqualTo(5);
                });
        assertThat(writer.refusals).isEmpty();
        assertThat(writer.written.get()).isPositive();
        System.out.printf(
            "%d writes while %d certificates by %d sets of authorities were shown: none refused%n",
            writer.written.get(), shown.size(), bundles.size());
      }
    } finally {
      cluster.askNobody();
    }
  }

  @Test
  void aGivenCertificateIsRenewedWithoutARefusal(@TempDir Path folder) throws Exception {
    Authority authority = Authority.create("somebody", Instant.now(), Duration.ofDays(1));
    MountedSecret mounted = new MountedSecret(folder);
    mounted.put(issue(authority));
    AdmissionSettings own = Cluster.settings(0, Lives.DEFAULT);
    AdmissionSettings given =
        new AdmissionSettings(
            own.listen(),
            new Given(folder),
            own.enforcement(),
            own.schemes(),
            own.drain(),
            own.clock());
    try (AdmissionServer one = cluster.admission(given)) {
      // whoever makes the certificate tells the API server whom to trust
      cluster.ask(one.port(), Pem.of(authority.identity().certificate()));
      try (Writer writer = new Writer()) {
        Identity renewed = issue(authority);
        mounted.put(renewed);
        await()
            .atMost(Cluster.PATIENCE)
            .until(() -> one.certificate().equals(Optional.of(renewed.certificate())));
        int before = writer.written.get();
        await().atMost(Cluster.PATIENCE).until(() -> writer.written.get() > before + 10);
        assertThat(writer.refusals).isEmpty();
      }
      assertThat(secret()).isNull();
    } finally {
      cluster.askNobody();
    }
  }

  private static Identity issue(Authority authority) throws Exception {
    return authority.issue("admission", List.of("127.0.0.1"), Instant.now(), Duration.ofHours(1));
  }

  @Test
  void aBundleThatWasTakenAwayIsPutBackAtOnce() throws IOException {
    try (AdmissionServer one = cluster.admission(Cluster.settings(0, Lives.DEFAULT))) {
      cluster.ask(one.port());
      String before = bundle();
      configuration()
          .edit(
              it -> {
                it.getWebhooks().forEach(hook -> hook.getClientConfig().setCaBundle(null));
                return it;
              });
      await().atMost(Cluster.PATIENCE).until(() -> before.equals(bundle()));
      cluster.awaitAsked();
    } finally {
      cluster.askNobody();
    }
  }

  @Test
  void anAuthorityThatWasSpoiltIsMadeAnew() throws IOException {
    try (AdmissionServer one = cluster.admission(Cluster.settings(0, Lives.DEFAULT))) {
      cluster.ask(one.port());
      String before = bundle();
      Secret spoilt = secret();
      spoilt.getData().put("tls.key", "bm9uc2Vuc2U=");
      cluster.client().resource(spoilt).update();
      await().atMost(Cluster.PATIENCE).until(() -> !before.equals(bundle()));
      cluster.awaitAsked();
    } finally {
      cluster.askNobody();
    }
  }

  @Test
  void replicasShareOneAuthorityHoweverTheyStart() throws Exception {
    List<CompletableFuture<AdmissionServer>> starting = List.of(begin(), begin(), begin());
    List<AdmissionServer> all = new java.util.ArrayList<>();
    for (CompletableFuture<AdmissionServer> one : starting) {
      all.add(one.get());
    }
    try {
      cluster.ask(all.get(0).port());
      String trusted = bundle();
      for (AdmissionServer one : all) {
        // each shows a certificate of its own, by the authority that is trusted
        await()
            .atMost(Cluster.PATIENCE)
            .untilAsserted(() -> assertThat(bundle()).isEqualTo(trusted));
        cluster.askNobody();
        cluster.ask(one.port());
      }
      assertThat(all.stream().map(AdmissionServer::certificate).distinct()).hasSize(3);
    } finally {
      all.forEach(AdmissionServer::close);
      cluster.askNobody();
    }
  }

  private static CompletableFuture<AdmissionServer> begin() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return cluster.admission(Cluster.settings(0, Lives.DEFAULT));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
