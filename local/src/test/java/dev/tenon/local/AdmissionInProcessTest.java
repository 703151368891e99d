package dev.tenon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Team;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules refuse is refused by the embedded API, as a cluster's would. */
class AdmissionInProcessTest {
  private static final Path PATTERN = Path.of("../samples/patterns/webhook-to-system.yaml");

  private static final String ESTATE =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Team
      metadata: {name: support}
      spec: {members: [{id: ana@corp.example}, {id: bo@corp.example}], namespaces: [support], groups: [support]}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: System
      metadata: {name: github}
      spec:
        vendor: GitHub
        owner: {team: support}
        endpoint: {uri: "https://api.github.example"}
        webhook: {type: GitHub, secretRef: {name: hook}}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: System
      metadata: {name: crm}
      spec:
        vendor: CRM
        owner: {team: support}
        endpoint: {uri: "https://crm.example"}
        limits: [{name: daily, calls: 1000, per: 24h, source: contract, verifiedDate: "2026-11-01"}]
      """;

  private static final String POLICY =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: IntegrationPolicy
      metadata: {name: has-deputy}
      spec:
        rationale: An integration that one team understands stops when that team is away.
        match: {kinds: [Integration], namespaceSelector: {matchLabels: {strict: "yes"}}}
        action: Deny
        validations:
        - fieldPath: spec.owner.deputy
          expression: has(object.spec.owner.deputy)
          message: integrations here need a deputy team
          fix: Set spec.owner.deputy to a Team that has agreed to take over.
      """;

  private static final String INTEGRATION =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Integration
      metadata: {name: mine, namespace: support}
      spec:
        purpose: A case
        owner: {team: support}
        stage: Pilot
        pattern: {name: webhook-to-system, parameters: {source: github, key: .id, sink: crm, write: {path: /a}}}
        claims: [{system: crm, limit: daily, amount: 600}]
      """;

  private static final String DENIED =
      "admission webhook \"admission.tenon.dev\" denied the request: ";

  @TempDir Path home;
  private ControlPlane plane;

  @BeforeEach
  void start() throws Exception {
    open();
    namespace(Map.of());
    apply(Files.readString(PATTERN));
    apply(ESTATE);
  }

  private void open() throws Exception {
    plane = ControlPlane.start(new ControlPlane.Options(home, 0, 0, Set.of()));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private void namespace(Map<String, String> labels) {
    plane
        .client()
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("support")
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  private void apply(String yaml) {
    Applied.yaml(plane.client(), yaml);
  }

  private void refused(String yaml, String... lines) {
    assertThatThrownBy(() -> apply(yaml))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(403);
              assertThat(e.getStatus().getReason()).isEqualTo("Forbidden");
              assertThat(e.getStatus().getMessage()).isEqualTo(DENIED + String.join("\n", lines));
            });
  }

  @Test
  void oneWriteIsJudgedByAllThatWereMadeBeforeIt() {
    for (int i = 0; i < 20; i++) {
      apply(INTEGRATION);
      refused(
          INTEGRATION.replace("name: mine", "name: other"),
          "claim-overcommits spec.claims[0].amount: claims 600 of 1000 calls of limit daily of System crm, and 400 are left:"
              + " support/mine holds 600",
          "  fix: Claim at most 400, or agree with them who gives up how much.");
      plane.client().resources(Integration.class).inNamespace("support").withName("mine").delete();
    }
  }

  @Test
  void policiesBindByTheLabelsOfTheNamespace() {
    apply(POLICY);
    apply(INTEGRATION);
    namespace(Map.of("strict", "yes"));
    // what has not changed is never refused
    apply(INTEGRATION);
    refused(
        INTEGRATION.replace("name: mine", "name: other").replace("600", "1"),
        "has-deputy spec.owner.deputy: integrations here need a deputy team",
        "  fix: Set spec.owner.deputy to a Team that has agreed to take over.",
        "  waive: a Waiver for has-deputy in namespace support, approved and dated");
    plane
        .client()
        .genericKubernetesResources("tenon.dev/v1alpha1", "IntegrationPolicy")
        .withName("has-deputy")
        .delete();
    apply(INTEGRATION.replace("name: mine", "name: other").replace("600", "1"));
  }

  @Test
  void whatWasStoredBeforeARestartStillCounts() throws Exception {
    apply(INTEGRATION);
    plane.close();
    open();
    refused(
        INTEGRATION.replace("name: mine", "name: other"),
        "claim-overcommits spec.claims[0].amount: claims 600 of 1000 calls of limit daily of System crm, and 400 are left:"
            + " support/mine holds 600",
        "  fix: Claim at most 400, or agree with them who gives up how much.");
  }

  @Test
  void aTeamThatOwnsIsNotDeleted() {
    apply(INTEGRATION);
    assertThatThrownBy(() -> plane.client().resources(Team.class).withName("support").delete())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(DENIED + "in-use: is named as owner by");
    assertThat(plane.client().resources(Team.class).withName("support").get()).isNotNull();
  }

  @Test
  void aPolicyThatDoesNotCompileIsRefused() {
    assertThatThrownBy(() -> apply(POLICY.replace("owner.deputy)", "owner.deputty)")))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(DENIED + "policy-invalid spec.validations[0].expression: ");
    assertThat(
            plane
                .client()
                .genericKubernetesResources("tenon.dev/v1alpha1", "IntegrationPolicy")
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  void aDryRunIsRefusedLikeTheWriteAndReservesNothing() {
    GenericKubernetesResource object =
        plane
            .client()
            .getKubernetesSerialization()
            .unmarshal(INTEGRATION, GenericKubernetesResource.class);
    for (int i = 0; i < 3; i++) {
      object.getMetadata().setName("dry-" + i);
      plane.client().resource(object).dryRun(true).create();
    }
    apply(INTEGRATION);
    assertThatThrownBy(() -> plane.client().resource(object).dryRun(true).create())
        .hasMessageContaining("support/mine holds 600");
    assertThat(plane.client().resources(Integration.class).inNamespace("support").list().getItems())
        .extracting(it -> it.getMetadata().getName())
        .isEqualTo(List.of("mine"));
  }
}
