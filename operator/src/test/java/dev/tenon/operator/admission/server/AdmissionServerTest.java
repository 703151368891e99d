package dev.tenon.operator.admission.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.operator.tls.Authorities.Lives;
import dev.tenon.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** kubectl, a real API server, and the webhook that it asks. */
class AdmissionServerTest {
  static final Path PATTERN = Path.of("../samples/patterns/webhook-to-system.yaml");

  static final String ESTATE =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Team
      metadata: {name: support}
      spec: {members: [{id: ana@corp.example}, {id: bo@corp.example}], namespaces: [support], groups: [support-people]}
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

  static final String INTEGRATION =
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

  static final String DENIED =
      "Error from server (Forbidden): error when creating \"STDIN\": admission webhook"
          + " \"admission.tenon.dev\" denied the request: ";

  private static Cluster cluster;
  private static AdmissionServer admission;

  @BeforeAll
  static void start() throws IOException {
    cluster = Cluster.start();
    cluster.namespace("support");
    admission = cluster.admission(Cluster.settings(0, Lives.DEFAULT));
    cluster.ask(admission.port());
  }

  @AfterAll
  static void stop() {
    if (admission != null) {
      admission.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void declare() throws IOException {
    cluster.apply(Files.readString(PATTERN)).orFail();
    cluster.apply(ESTATE).orFail();
  }

  @AfterEach
  void clean() {
    cluster.kubectl("delete", "tint,twaiv,tpause,treplay", "--all", "-n", "support").orFail();
    cluster.kubectl("delete", "tpol", "--all").orFail();
  }

  @Test
  void whatIsRefusedIsSaidLineByLine() {
    cluster.apply(INTEGRATION).orFail();
    Run refused = cluster.apply(INTEGRATION.replace("name: mine", "name: other"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            DENIED
                + """
                claim-overcommits spec.claims[0].amount: claims 600 of 1000 calls of limit daily of System crm, and 400 are left: support/mine holds 600
                  fix: Claim at most 400, or agree with them who gives up how much.
                """);
    assertThat(
            cluster.client().resources(Integration.class).inNamespace("support").list().getItems())
        .hasSize(1);
  }

  @Test
  void warningsArriveAtKubectl() {
    Run warned =
        cluster.apply(INTEGRATION.replace("{team: support}", "{team: support, deputy: sales}"));
    warned.orFail();
    assertThat(warned.err())
        .isEqualTo("Warning: reference-not-found spec.owner.deputy: Team sales does not exist\n");
  }

  @Test
  void whatWasWrittenAMomentAgoIsKnown() {
    for (int i = 0; i < 15; i++) {
      String names =
          ESTATE
              .replace("name: crm", "name: crm-" + i)
              .replace("name: support}", "name: team-" + i + "}");
      String integration =
          INTEGRATION
              .replace("sink: crm", "sink: crm-" + i)
              .replace("system: crm", "system: crm-" + i)
              .replace("{team: support}", "{team: team-" + i + "}");
      Run both = cluster.apply(names + "---\n" + integration);
      both.orFail();
      assertThat(both.err()).isEmpty();
      // and what is gone a moment ago does not hold others any longer
      cluster.kubectl("delete", "tint/mine", "-n", "support").orFail();
      cluster.kubectl("delete", "tsys/crm-" + i, "team/team-" + i).orFail();
    }
  }

  @Test
  void whatIsInUseIsNotDeletedNotEvenWithAllOthers() {
    cluster.apply(INTEGRATION).orFail();
    Run one = cluster.kubectl("delete", "team/support");
    assertThat(one.exit()).isEqualTo(1);
    assertThat(one.err())
        .contains("denied the request: in-use: is named as owner by Integration support/mine");
    Run all = cluster.kubectl("delete", "--raw", "/apis/tenon.dev/v1alpha1/teams");
    assertThat(all.exit()).isEqualTo(1);
    assertThat(all.err()).contains("denied the request: in-use: is named as owner by");
    assertThat(cluster.kubectl("get", "team/support", "-o", "name").out()).contains("support");
  }

  @Test
  void aDryRunIsRefusedLikeTheWriteAndReservesNothing() {
    for (int i = 0; i < 3; i++) {
      cluster
          .apply(INTEGRATION.replace("name: mine", "name: dry-" + i), "--dry-run=server")
          .orFail();
    }
    cluster.apply(INTEGRATION).orFail();
    Run refused = cluster.apply(INTEGRATION.replace("name: mine", "name: dry"), "--dry-run=server");
    assertThat(refused.err()).startsWith(DENIED + "claim-overcommits");
  }

  @Test
  void aPolicyThatDoesNotTypeCheckIsRefused() {
    Run refused =
        cluster.apply(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: IntegrationPolicy
            metadata: {name: has-deputy}
            spec:
              rationale: An integration that one team understands stops when that team is away.
              match: {kinds: [Integration]}
              action: Deny
              validations:
              - {expression: has(object.spec.owner.deputty), message: a deputy is missing, fix: Name one.}
            """);
    assertThat(refused.err())
        .startsWith(DENIED + "policy-invalid spec.validations[0].expression: ");
  }

  @Test
  void approvalsAreThoseOfPeopleWhoMay() {
    String waiver =
        """
        apiVersion: tenon.dev/v1alpha1
        kind: Waiver
        metadata: {name: exception, namespace: support}
        spec:
          integrations: [mine]
          policies: [anything]
          rationale: For a while
          expirationDate: "2099-12-31"
          approval: {by: ada@corp.example}
        """;
    cluster
        .apply(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: writes}
            rules: [{apiGroups: [tenon.dev], resources: [waivers], verbs: [get, create, patch, delete]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: writes}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: writes}
            subjects: [{kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: approves}
            rules: [{apiGroups: [tenon.dev], resources: [waivers], verbs: [approve]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: approves, namespace: support}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: approves}
            subjects: [{kind: Group, name: architecture, apiGroup: rbac.authorization.k8s.io}]
            """)
        .orFail();
    Run mayNot = cluster.apply(waiver, "--as", "ada@corp.example");
    assertThat(mayNot.err())
        .contains(
            DENIED
                + "approval-invalid spec.approval.by: user ada@corp.example may not approve Waivers here");
    Run other = cluster.apply(waiver, "--as", "eve@corp.example", "--as-group", "architecture");
    assertThat(other.err()).contains("cannot approve in the name of ada@corp.example");
    cluster.apply(waiver, "--as", "ada@corp.example", "--as-group", "architecture").orFail();
  }
}
