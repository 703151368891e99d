package dev.tenon.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator by the Java Operator SDK, with its defaults: server-side apply, finalizers, a lease.
 */
class OperatorTest {
  /** What a pot is to hold. */
  public static class PotSpec {
    public int size;
  }

  /** What a pot holds. */
  public static class PotStatus {
    public int filled;
    public Long observedGeneration;
  }

  /** A resource to reconcile. */
  @Group("example.test")
  @Version("v1")
  public static class Pot extends CustomResource<PotSpec, PotStatus> implements Namespaced {
    private static final long serialVersionUID = 1;
  }

  private static final String DEFINITION =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"pots.example.test"},
       "spec":{"group":"example.test","scope":"Namespaced","names":{"kind":"Pot","plural":"pots"},
        "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
         "schema":{"openAPIV3Schema":{"type":"object","properties":{
          "spec":{"type":"object","properties":{"size":{"type":"integer"}}},
          "status":{"type":"object","properties":{"filled":{"type":"integer"},"observedGeneration":{"type":"integer"}}}}}}}]}}
      """;

  /** Fills pots. */
  @ControllerConfiguration
  public static class PotReconciler implements Reconciler<Pot>, Cleaner<Pot> {
    private final AtomicInteger cleaned = new AtomicInteger();

    @Override
    public UpdateControl<Pot> reconcile(Pot pot, Context<Pot> context) {
      Pot status = new Pot();
      status.setMetadata(
          new ObjectMetaBuilder()
              .withName(pot.getMetadata().getName())
              .withNamespace(pot.getMetadata().getNamespace())
              .build());
      status.setStatus(new PotStatus());
      status.getStatus().filled = pot.getSpec().size;
      status.getStatus().observedGeneration = pot.getMetadata().getGeneration();
      record(pot, context.getClient());
      return UpdateControl.patchStatus(status);
    }

    private static void record(Pot pot, KubernetesClient client) {
      Event event =
          new EventBuilder()
              .withNewMetadata()
              .withName(pot.getMetadata().getName() + "." + pot.getMetadata().getGeneration())
              .withNamespace(pot.getMetadata().getNamespace())
              .endMetadata()
              .withNewInvolvedObject()
              .withApiVersion(pot.getApiVersion())
              .withKind(pot.getKind())
              .withName(pot.getMetadata().getName())
              .withNamespace(pot.getMetadata().getNamespace())
              .withUid(pot.getMetadata().getUid())
              .endInvolvedObject()
              .withReason("Filled")
              .withMessage("the pot is filled")
              .withType("Normal")
              .withFirstTimestamp(Instant.now().toString())
              .build();
      client
          .v1()
          .events()
          .inNamespace(pot.getMetadata().getNamespace())
          .resource(event)
          .serverSideApply();
    }

    @Override
    public DeleteControl cleanup(Pot pot, Context<Pot> context) {
      cleaned.incrementAndGet();
      return DeleteControl.defaultDelete();
    }
  }

  @TempDir Path home;
  private EmbeddedApi api;
  private KubernetesClient kubernetes;
  private Operator operator;
  private final PotReconciler reconciler = new PotReconciler();

  @BeforeEach
  void start() throws Exception {
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    new ApiClient(api.kubeconfig()).post(Definitions.PATH, DEFINITION);
    kubernetes =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(api.kubeconfig().toFile()))
            .build();
    operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(kubernetes)
                    .withCloseClientOnStop(false)
                    .withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("pots")
                            .withLeaseNamespace("default")
                            .withIdentity("me")
                            // by default whoever no longer leads ends his process, which is ours
                            .buildForTest(false)));
    operator.register(reconciler);
    operator.start();
  }

  @AfterEach
  void stop() {
    operator.stop();
    kubernetes.close();
    api.close();
  }

  private Pot pot(int size) {
    Pot pot = new Pot();
    pot.setMetadata(new ObjectMetaBuilder().withName("p").withNamespace("default").build());
    pot.setSpec(new PotSpec());
    pot.getSpec().size = size;
    return pot;
  }

  private Pot stored() {
    return kubernetes.resources(Pot.class).inNamespace("default").withName("p").get();
  }

  @Test
  void anOperatorReconcilesAppliesStatusLeadsAndCleansUp() {
    kubernetes.resource(pot(3)).inNamespace("default").serverSideApply();
    await(() -> stored().getStatus() != null && stored().getStatus().filled == 3);
    assertThat(stored().getMetadata().getFinalizers()).hasSize(1);
    assertThat(stored().getMetadata().getManagedFields())
        .anyMatch(
            owner ->
                "status".equals(owner.getSubresource()) && owner.getOperation().equals("Apply"));

    kubernetes.resource(pot(5)).inNamespace("default").serverSideApply();
    await(
        () ->
            stored().getStatus().filled == 5
                && stored()
                    .getStatus()
                    .observedGeneration
                    .equals(stored().getMetadata().getGeneration()));

    assertThat(
            kubernetes
                .leases()
                .inNamespace("default")
                .withName("pots")
                .get()
                .getSpec()
                .getHolderIdentity())
        .isEqualTo("me");
    await(
        () ->
            !kubernetes
                .v1()
                .events()
                .inNamespace("default")
                .withField("involvedObject.name", "p")
                .list()
                .getItems()
                .isEmpty());

    kubernetes.resource(pot(5)).inNamespace("default").delete();
    await(() -> stored() == null);
    assertThat(reconciler.cleaned.get()).isPositive();
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
